import { createWebhook } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from 'vitest';
import { discord } from '../src/discord.ts';
import type { Channel } from '../src/index.ts';
import { pagerDuty } from '../src/pager-duty.ts';
import { slack } from '../src/slack.ts';
import { teams } from '../src/teams.ts';
import { webhook } from '../src/webhook.ts';
import { aMessage } from './lib/messages.ts';
import { closeReceivers, startReceiver } from './lib/receiver.ts';

afterEach(closeReceivers);

const path = '/services/T0SECRET01/B0SECRET02/verysecrettoken';
const routingKey = 'R0SECRET23456789ABCDEF0123456789';
const secret = 'whsec_YSBzZWNyZXQgb2YgdGhlIGFsZXJ0cw==';
const timeoutMs = 500;

const channels: Readonly<Record<string, (url: string) => Channel>> = {
  slack: (url) => slack({ url: `${url}${path}`, timeoutMs }),
  discord: (url) => discord({ url: `${url}${path}?thread_id=7`, timeoutMs }),
  teams: (url) => teams({ url: `${url}${path}?sig=verysecrettoken`, timeoutMs }),
  pagerDuty: (url) => pagerDuty({ url: `${url}/v2/enqueue`, routingKey, timeoutMs }),
  webhook: (url) => webhook({ url: `${url}${path}`, secret, timeoutMs }),
};
const names = Object.keys(channels);
const of = (name: string, url: string): Channel => (channels[name] as (at: string) => Channel)(url);

/** What stands in no error, label or printed channel. */
const secrets = /SECRET|verysecret|YSBzZWNyZXQ|services/;

describe.each(names)('%s, at a receiver of its own', (name) => {
  test('posts JSON once, and shows no secret', async () => {
    const receiver = await startReceiver();
    const channel = of(name, receiver.url);
    const result = await channel.send(aMessage());
    expect(result).toEqual({
      ok: true,
      status: 200,
      isPermanent: false,
      isChannelBroken: false,
      error: undefined,
    });
    expect(receiver.requests).toHaveLength(1);
    const [{ method, headers, body } = {} as never] = receiver.requests;
    expect([method, headers['content-type']]).toEqual(['POST', 'application/json']);
    expect(() => JSON.parse(body.toString()) as unknown).not.toThrow();
    expect(`${channel.label} ${inspect(channel, { depth: 5 })} ${JSON.stringify(channel)}`).not.toMatch(
      secrets,
    );
  });

  test.each([
    [200, true, false],
    [204, true, false],
    [408, false, false],
    [410, false, true],
    [429, false, false],
    [500, false, false],
    [503, false, false],
  ])('%i: it is sent %s, and for good not %s', async (status, ok, isPermanent) => {
    const receiver = await startReceiver();
    receiver.answer((response) => response.writeHead(status).end());
    expect(await of(name, receiver.url).send(aMessage())).toMatchObject({ ok, status, isPermanent });
  });

  test.each([
    ['seconds', { 'retry-after': '3' }, 3000],
    ['parts of a second', { 'retry-after': '0.25' }, 250],
    ['what is no number', { 'retry-after': 'soon' }, undefined],
  ])('429 with Retry-After in %s', async (_, headers, retryAfterMs) => {
    const receiver = await startReceiver();
    receiver.answer((response) => response.writeHead(429, headers).end());
    const result = await of(name, receiver.url).send(aMessage());
    expect(result).toMatchObject({ ok: false, status: 429, isPermanent: false, isChannelBroken: false });
    expect(result.retryAfterMs).toBe(retryAfterMs);
  });

  test('a redirect is not followed', async () => {
    const [receiver, other] = [await startReceiver(), await startReceiver()];
    receiver.answer((response) => response.writeHead(307, { location: `${other.url}/verysecret` }).end());
    const result = await of(name, receiver.url).send(aMessage());
    expect(result).toMatchObject({ ok: false, status: 307, isPermanent: true });
    expect([receiver.requests.length, other.requests.length]).toEqual([1, 0]);
  });

  test('whoever does not answer is left', async () => {
    const receiver = await startReceiver();
    receiver.answer(() => {});
    const result = await of(name, receiver.url).send(aMessage());
    expect(result).toMatchObject({ ok: false, status: undefined, isPermanent: false });
    expect(result.error).toBe('No answer within 500 ms.');
  });

  test('whoever does not end its answer is left', async () => {
    const receiver = await startReceiver();
    receiver.answer((response) => void response.writeHead(200).write('o'));
    expect((await of(name, receiver.url).send(aMessage())).error).toBe('No answer within 500 ms.');
  });

  test('an answer without an end is not read to it', async () => {
    const receiver = await startReceiver();
    receiver.answer((response) => {
      response.writeHead(500);
      const write = (): void => {
        while (response.write('x'.repeat(10_000)));
      };
      response.on('drain', write);
      write();
    });
    const result = await of(name, receiver.url).send(aMessage());
    expect(result.status).toBe(500);
    expect(result.error?.length).toBeLessThan(250);
  });

  test('whoever waits no more says so', async () => {
    const receiver = await startReceiver();
    receiver.answer(() => {});
    const signal = AbortSignal.timeout(20);
    const result = await of(name, receiver.url).send(aMessage(), { signal });
    expect(result.error).toBe('The send was given up.');
  });

  test('nobody there', async () => {
    const receiver = await startReceiver();
    await receiver.close();
    const result = await of(name, receiver.url).send(aMessage());
    expect(result).toMatchObject({ ok: false, status: undefined, isPermanent: false });
    expect(result.error).toBe('Nobody could be reached: ECONNREFUSED.');
  });

  test('an answer that repeats what it was asked shows no secret', async () => {
    const receiver = await startReceiver();
    receiver.answer((response, { url, body }) => {
      const { routing_key: key } = JSON.parse(body.toString()) as { routing_key?: string };
      const own = name === 'webhook' ? secret : key;
      response.writeHead(500).end(`cannot ${receiver.url}${url} ${url} ${own}\u001b[31m`);
    });
    const { error } = await of(name, receiver.url).send(aMessage());
    expect(error).toMatch(/^HTTP 500: cannot … … (?:…|undefined)\[31m$/);
  });

  test('another fetch is used where one is given', async () => {
    const urls: string[] = [];
    const fetch = async (url: string): Promise<Response> => {
      urls.push(url);
      throw Object.assign(new Error(`refused ${url}`), { code: 'EPRIVATE' });
    };
    const result = await of(name, 'http://192.0.2.1').send(aMessage(), { fetch });
    expect(urls).toHaveLength(1);
    expect(result.error).toBe('Nobody could be reached: EPRIVATE.');
  });
});

test.each<[string, number, string, boolean, boolean]>([
  ['slack', 400, 'invalid_payload', true, false],
  ['slack', 400, 'invalid_token', true, true],
  ['slack', 403, 'action_prohibited', true, true],
  ['slack', 404, 'no_service', true, true],
  ['slack', 410, 'channel_is_archived', true, true],
  ['slack', 413, '', true, false],
  ['discord', 400, '{"code": 50006}', true, false],
  ['discord', 401, '', true, true],
  ['discord', 403, '', true, true],
  ['discord', 404, '{"code": 10015}', true, true],
  ['teams', 400, '', true, false],
  ['teams', 404, '', true, true],
  ['teams', 413, '', true, false],
  ['pagerDuty', 400, '{"errors":["Invalid routing key"]}', true, true],
  ['pagerDuty', 400, '{"errors":["Length of summary"]}', true, false],
  ['webhook', 400, '', false, false],
  ['webhook', 404, '', false, false],
  ['webhook', 410, '', true, true],
])('%s answers %i %s: permanent %s, broken %s', async (name, status, text, isPermanent, isChannelBroken) => {
  const receiver = await startReceiver();
  receiver.answer((response) => response.writeHead(status).end(text));
  const result = await of(name, receiver.url).send(aMessage());
  expect(result).toMatchObject({ ok: false, status, isPermanent, isChannelBroken });
});

describe('discord', () => {
  test('waits for the message, and keeps the thread', async () => {
    const receiver = await startReceiver();
    await of('discord', receiver.url).send(aMessage());
    expect(receiver.requests[0]?.url).toBe(`${path}?thread_id=7&wait=true`);
  });

  test('what is left of the limit counts, also when a message was taken', async () => {
    const receiver = await startReceiver();
    receiver.answer((response) =>
      response.writeHead(200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset-after': '1.5' }).end('{}'),
    );
    expect(await of('discord', receiver.url).send(aMessage())).toMatchObject({
      ok: true,
      retryAfterMs: 1500,
    });
    receiver.answer((response) => response.writeHead(429).end('{"retry_after": 64.57, "global": false}'));
    expect((await of('discord', receiver.url).send(aMessage())).retryAfterMs).toBe(64_570);
  });
});

describe('webhook', () => {
  test('is verified by an endpoint of this library', async () => {
    const receiver = await startReceiver();
    await of('webhook', receiver.url).send(aMessage({ title: 'Zeichen: äöü 😀 \ud83d' }));
    const [{ rawHeaders, body, url } = {} as never] = receiver.requests;
    const headers = new Headers();
    for (let at = 0; at < rawHeaders.length; at += 2)
      headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    const request = new Request(`${receiver.url}${url}`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
    });
    const event = await createWebhook(standardWebhooks({ secret })).verify(request);
    expect([event.id, event.type]).toEqual([aMessage().id, 'alert.event']);
    expect(event.payload).toMatchObject({
      timestamp: '2026-11-22T20:30:00.000Z',
      data: { key: 'stripe:evt_1' },
    });
  });
});

test.each<[string, () => Channel]>([
  ['slack without a URL', () => slack({ url: '' })],
  ['slack with a path', () => slack({ url: path })],
  ['slack with another scheme', () => slack({ url: `ftp://example.com${path}` })],
  ['slack with a password', () => slack({ url: `https://user:verysecret@example.com${path}` })],
  ['slack without time', () => slack({ url: `https://example.com${path}`, timeoutMs: 0 })],
  ['discord without a URL', () => discord({ url: 'verysecret' })],
  ['teams without a URL', () => teams({ url: 'verysecret' })],
  ['pagerDuty without a key', () => pagerDuty({ routingKey: '' })],
  ['pagerDuty with a key of two lines', () => pagerDuty({ routingKey: 'R0SECRET2345\nx' })],
  ['webhook without a secret', () => webhook({ url: 'https://example.com', secret: '' })],
  ['webhook with a short secret', () => webhook({ url: 'https://example.com', secret: 'whsec_YSBz' })],
  ['webhook with a public key', () => webhook({ url: 'https://example.com', secret: 'whpk_YSBzZWNyZXQ=' })],
])('%s is a TypeError that shows no secret', (_, make) => {
  expect(make).toThrow(TypeError);
  expect(() => make()).not.toThrow(secrets);
});
