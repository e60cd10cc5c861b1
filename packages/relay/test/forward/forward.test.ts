import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { github } from '@hooklatch/providers/github';
import { sign } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import { forward, readForwarded, type Loss, type ObservedReport } from '../../src/forward.ts';
import { receive, type Answer } from './lib/receive.ts';

const secret = 'a shared secret that is long enough';
const token = 'gw_test';
const bytes = Buffer.concat([Buffer.from('{"zen": "1.0 \\u00e9", "big": 9007199254740993}'), Buffer.of(10)]);

const report = (body: Uint8Array = bytes, more: Partial<ObservedReport> = {}): ObservedReport => ({
  outcome: 'handled',
  endpoint: 'github',
  provider: 'github',
  bytes: body.length,
  milliseconds: 1.5,
  event: {
    body,
    headers: deliveryHeaders([
      ['X-Two', 'a'],
      ['x-two', 'b'],
    ]),
  },
  ...more,
});

test('what a webhook has verified arrives with its pairs in order and its exact bytes', async () => {
  await using receiver = await receive();
  const handOn = forward({ to: `${receiver.url}/forwarded/end_1`, token, path: '/webhooks/github?a=1' });
  const webhook = createWebhook(github({ secret }), {
    on: { '*': () => {} },
    onDelivery: handOn,
    store: false,
  });
  const delivery = { ...(await sign(github(), { secret, body: bytes })), url: '/webhooks/github?a=1' };
  const reply = await webhook.handle(delivery);
  await handOn.flush();
  const [got] = receiver.got;
  const request = readForwarded(got?.body ?? Buffer.alloc(0));
  expect(reply.status).toBe(200);
  expect(got?.path).toBe('/forwarded/end_1');
  expect(got?.headers.authorization).toBe('Bearer gw_test');
  expect(request?.headers).toEqual(delivery.headers.entries());
  expect(Buffer.from(request?.body ?? []).equals(Buffer.from(delivery.body))).toBe(true);
  expect(request).toMatchObject({ method: 'POST', url: '/webhooks/github?a=1', status: 200 });
});

test('what was not verified, and a question, are not handed on', async () => {
  await using receiver = await receive();
  const handOn = forward({ to: receiver.url, token });
  const { event: _event, ...unverified } = report();
  handOn({ ...unverified, outcome: 'refused' });
  handOn(report(bytes, { outcome: 'handshake' }));
  await handOn.flush();
  expect(receiver.got).toEqual([]);
});

test('method and URL are what the report tells, where it does', async () => {
  await using receiver = await receive();
  const handOn = forward({ to: receiver.url, token, path: '/other' });
  handOn(report(bytes, { method: 'PUT', url: 'https://app.example/webhooks?x=1' }));
  await handOn.flush();
  expect(readForwarded(receiver.got[0]?.body ?? Buffer.alloc(0))).toMatchObject({
    method: 'PUT',
    url: 'https://app.example/webhooks?x=1',
  });
});

test.each<[string, readonly Answer[]]>([
  ['500', [{ status: 500 }, { status: 503 }]],
  ['429 with Retry-After', [{ status: 429, headers: { 'retry-after': '0' } }, { status: 429 }]],
  ['no answer in time', [undefined, undefined]],
])('it is sent again after %s, as the same', async (_what, answers) => {
  await using receiver = await receive(answers);
  const lost: Loss[] = [];
  const handOn = forward({
    to: receiver.url,
    token,
    retryBaseMs: 1,
    timeoutMs: 200,
    onLost: (loss) => lost.push(loss),
  });
  handOn(report());
  await handOn.flush();
  const ids = receiver.got.map(({ body }) => readForwarded(body)?.id);
  expect(ids).toHaveLength(3);
  expect(new Set(ids).size).toBe(1);
  expect(lost).toEqual([]);
});

test.each<[string, readonly Answer[], Partial<Loss>, number]>([
  [
    '401 is not sent again',
    [{ status: 401 }],
    { reason: 'refused', detail: 'The receiver answered 401.' },
    1,
  ],
  ['a redirect is not followed', [{ status: 307, headers: { location: '/x' } }], { reason: 'refused' }, 1],
  ['the last attempt was made', [{ status: 500 }, { status: 500 }], { reason: 'gave_up', count: 1 }, 2],
])('what is lost is told: %s', async (_what, answers, loss, requests) => {
  await using receiver = await receive(answers);
  const lost: Loss[] = [];
  const handOn = forward({
    to: receiver.url,
    token,
    attempts: 2,
    retryBaseMs: 1,
    onLost: (one) => lost.push(one),
  });
  handOn(report());
  await handOn.flush();
  expect(receiver.got).toHaveLength(requests);
  expect(lost).toEqual([expect.objectContaining(loss)]);
});

test.each([
  ['deliveries', { maxQueued: 2 }, 2],
  ['bytes', { maxQueuedBytes: bytes.length * 3 }, 3],
])('the queue is bounded in %s', async (_what, limit, kept) => {
  await using receiver = await receive();
  const lost: Loss[] = [];
  const handOn = forward({ to: receiver.url, token, ...limit, onLost: (loss) => lost.push(loss) });
  for (let index = 0; index < 5; index += 1) handOn(report());
  expect(lost.map(({ reason }) => reason)).toEqual(Array(5 - kept).fill('full'));
  await handOn.flush();
  expect(receiver.got).toHaveLength(kept);
});

test('close gives up what is not sent in time, and what comes later is lost', async () => {
  await using receiver = await receive([undefined, undefined]);
  const lost: Loss[] = [];
  const handOn = forward({ to: receiver.url, token, timeoutMs: 60_000, onLost: (loss) => lost.push(loss) });
  handOn(report());
  await handOn.close({ graceMs: 50 });
  handOn(report());
  expect(lost.map(({ reason }) => reason)).toEqual(['closed', 'closed']);
});

test.each([
  ['no URL', { to: 'gateway' }, /to is a URL/],
  ['no HTTP', { to: 'ftp://gateway.example' }, /begins with https/],
  ['a token in the clear', { to: 'http://gateway.example' }, /in the clear/],
  ['an empty token', { token: '' }, /token is empty/],
  ['a queue of nothing', { maxQueued: 0 }, /maxQueued/],
])('%s is a mistake', (_what, given, message) => {
  expect(() => forward({ to: 'https://gateway.example/x', token, ...given })).toThrow(message);
});
