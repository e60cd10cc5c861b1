import { slack } from '@hooklatch/providers/slack';
import { stripe } from '@hooklatch/providers/stripe';
import { clerk } from '@hooklatch/providers/clerk';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { deliver, sign } from '@hooklatch/testing';
import { toFilter } from '@hooklatch/relay/filter';
import { expect, test } from 'vitest';
import { toPairs } from '../../src/lib/listen/hop-by-hop.ts';
import { sendRaw } from './send-raw.ts';
import { startApplication, startListener, until } from './stage.ts';

const secret = 'whsec_test_secret_5257a869e7ece';
const another = 'whsec_test_secret_of_somebody_else';
const provider = stripe({ secret });
const post = (url: string, body: string): Promise<Response> => fetch(url, { method: 'POST', body });

test('a delivery is in the file before its sender is answered', async () => {
  const listener = await startListener();
  const found: (string | undefined)[] = [];
  const app = await startApplication((_arrived, response) => {
    found.push(listener.captures.get('last')?.target);
    response.end();
  });
  const forwarding = await startListener({ captures: listener.captures.file, forward: app.url });
  expect((await post(`${forwarding.url}/x`, 'a')).status).toBe(200);
  expect(found).toEqual(['/x']);
  expect((await post(`${listener.url}/y`, 'b')).status).toBe(200);
  expect(listener.captures.get('last')?.target).toBe('/y');
});

test('genuine and not: the verdict is kept, and without an application the answer is that of one', async () => {
  const listener = await startListener({ provider });
  const genuine = await deliver(listener.url, await sign(provider, { secret, type: 'invoice.paid' }));
  const forged = await deliver(listener.url, await sign(provider, { secret: another, type: 'invoice.paid' }));
  expect([genuine.status, forged.status]).toEqual([200, 400]);
  const [second, first] = listener.captures.list();
  expect(first?.verdict).toMatchObject({
    outcome: 'verified',
    provider: 'stripe',
    eventType: 'invoice.paid',
  });
  expect(second?.verdict).toMatchObject({ outcome: 'refused', code: 'signature_mismatch' });
  expect(JSON.stringify(second)).not.toContain(secret);
});

test('a handshake is answered as an application would, and left to the application where there is one', async () => {
  const body = JSON.stringify({ type: 'url_verification', challenge: 'abc123', token: 'x' });
  const options = { secret, type: 'url_verification', body };
  const delivery = await sign(slack(), options);
  const alone = await startListener({ provider: slack({ secret }), answer: 204 });
  expect((await deliver(alone.url, delivery)).body).toContain('abc123');
  const app = await startApplication((_arrived, response) => void response.end('the application'));
  const forwarding = await startListener({ provider: slack({ secret }), forward: app.url });
  expect((await deliver(forwarding.url, delivery)).body).toBe('the application');
});

test('--answer is what is answered where nothing is forwarded', async () => {
  const listener = await startListener({ answer: 204 });
  expect((await post(listener.url, 'a')).status).toBe(204);
});

test('what does not match the filter is answered, and neither kept nor forwarded', async () => {
  const app = await startApplication();
  const filter = toFilter('type=invoice.* body.amount>=1000');
  const listener = await startListener({ forward: app.url, filter });
  for (const [type, amount] of [
    ['invoice.paid', 999],
    ['invoice.paid', 1000],
    ['charge', 5000],
  ]) {
    expect((await post(listener.url, JSON.stringify({ type, amount }))).status).toBe(200);
  }
  expect(app.arrived).toHaveLength(1);
  expect(listener.captures.count()).toBe(1);
});

test.each([
  ['stripe', (own: string): Provider => stripe({ secret: own })],
  ['clerk', (own: string): Provider => clerk({ secret: own })],
])(
  '%s signed again passes in an application that has another secret, with the same id and bytes',
  async (_name, make) => {
    const local = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const app = await startApplication();
    const real = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
    const listener = await startListener({ forward: app.url, provider: make(local), resignWith: local });
    const delivery = await sign(make(local), { secret: real });
    await deliver(`${listener.url}/in`, delivery);
    const [arrived] = app.arrived;
    const { method = '', target: url = '', rawHeaders = [], body = Buffer.from('') } = arrived ?? {};
    const event = await createWebhook(make(local)).verify({
      method,
      url,
      headers: deliveryHeaders(toPairs(rawHeaders)),
      body,
    });
    const original = await createWebhook(make(real)).verify(delivery);
    expect(event.id).toBe(original.id);
    expect(body.equals(delivery.body)).toBe(true);
    expect(rawHeaders.filter((name) => /signature/i.test(name))).toHaveLength(1);
    await until(() => listener.captures.list()[0]?.answer !== undefined);
    expect(listener.captures.list()[0]?.answer).toMatchObject({ status: 200, isResigned: true });
  },
);

test('a body that is too large is answered 413, told, and not kept', async () => {
  const listener = await startListener({ maxBodyBytes: 1000 });
  const notices: string[] = [];
  listener.onChange((change) => void (change.kind === 'notice' && notices.push(change.text)));
  expect((await post(listener.url, 'x'.repeat(1000))).status).toBe(200);
  expect((await post(listener.url, 'x'.repeat(1001))).status).toBe(413);
  expect(listener.captures.count()).toBe(1);
  expect(notices.join()).toContain('1000 bytes');
});

test('an application that is slow has the deadline, and the sender hears 504', async () => {
  const app = await startApplication(() => {});
  const listener = await startListener({ forward: app.url, deadlineMs: 100 });
  expect((await post(listener.url, 'a')).status).toBe(504);
  await until(() => listener.captures.list()[0]?.answer?.error === 'timeout');
});

test('an answer that is too large is one without an answer', async () => {
  const app = await startApplication((_arrived, response) => {
    response.writeHead(200);
    for (let count = 0; count < 26; count += 1) response.write(Buffer.alloc(2 ** 20));
    response.end();
  });
  const listener = await startListener({ forward: app.url });
  expect((await post(listener.url, 'a')).status).toBe(502);
});

test('a replay is an answer more, exactly or signed again', async () => {
  const app = await startApplication((_arrived, response) => {
    response.statusCode = app.arrived.length === 1 ? 500 : 200;
    response.end();
  });
  const listener = await startListener({ forward: app.url, provider, secret });
  await deliver(listener.url, await sign(provider, { secret, time: Date.now() - 3_600_000 }));
  await until(() => listener.captures.list()[0]?.attempts === 1);
  expect(await listener.replay('last')).toMatchObject({ attempt: 2, status: 200 });
  expect(await listener.replay('last', { resign: true })).toMatchObject({
    attempt: 3,
    status: 200,
    isResigned: true,
  });
  const [first, exact, again] = app.arrived.map(({ rawHeaders }) => rawHeaders.join('\n'));
  expect(exact).toBe(first);
  expect(again).not.toBe(first);
  await expect(listener.replay('cap_none')).rejects.toThrow('There is no capture');
});

test('what is no HTTP is told, and ends nothing', async () => {
  const listener = await startListener();
  const notices: string[] = [];
  listener.onChange((change) => void (change.kind === 'notice' && notices.push(change.text)));
  expect(await sendRaw(listener.url, '\x1b[31m rubbish\r\n\r\n')).toContain('400 Bad Request');
  expect(await sendRaw(listener.url, `GET / HTTP/1.1\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`)).toContain('431');
  const doubled =
    'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n';
  expect(await sendRaw(listener.url, doubled)).toContain('400 Bad Request');
  expect(notices).toHaveLength(3);
  expect((await post(listener.url, 'a')).status).toBe(200);
});
