import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWebhook, deliveryHeaders, type WebhookOptions } from '../src/index.ts';
import { toIncoming, toResponse } from '../src/fetch.ts';
import { isSuccess, toIncoming as toNodeIncoming, writeReply } from '../src/node.ts';
import { defineProvider, hmac, type Provider } from '../src/provider.ts';
import { acme, now, recorded, secret, write, type AcmeEvents } from './acme.ts';

describe('requireHttps', () => {
  const trustProxy = () => true;
  const rows: readonly [string, WebhookOptions<AcmeEvents>, string, Record<string, string>, boolean][] = [
    ['an https URL', {}, 'https://shop.example/hooks', {}, true],
    ['a plain URL', {}, 'http://shop.example/hooks', {}, false],
    ['a path of an unknown connection', {}, '/hooks', {}, false],
    ['a forwarded header that nobody vouches for', {}, '/hooks', { 'x-forwarded-proto': 'https' }, false],
    ['a trusted proxy that says https', { trustProxy }, '/hooks', { 'x-forwarded-proto': 'https' }, true],
    [
      'a trusted proxy that says http',
      { trustProxy },
      'https://a.example/',
      { 'x-forwarded-proto': 'http' },
      false,
    ],
    ['a trusted proxy that says nothing', { trustProxy }, '/hooks', {}, false],
    ['a public URL', { publicUrl: 'https://shop.example/hooks' }, '/hooks', {}, true],
    ['a plain public URL', { publicUrl: 'http://shop.example/hooks' }, '/hooks', {}, false],
  ];
  test.each(rows)('%s', async (_name, options, url, extra, accepted) => {
    const { webhook } = recorded({ requireHttps: true, ...options });
    const { headers, body } = await write();
    const delivery = {
      method: 'POST',
      url,
      headers: deliveryHeaders([...headers.entries(), ...Object.entries(extra)]),
      body,
    };
    const verified = webhook.verify(delivery);
    if (accepted) expect((await verified).id).toBe('evt_1');
    else await expect(verified).rejects.toMatchObject({ code: 'insecure_transport', status: 400 });
  });
});

describe('a signed URL', () => {
  const located = defineProvider({
    ...acme().definition,
    name: 'located',
    schemes: [hmac({ content: '{url}{body}', signature: { header: 'x-signature' } })],
  });
  const sent =
    (extra: Record<string, string> = {}) =>
    async (url: string, provider: Provider, options: WebhookOptions) => {
      const { headers, body } = await write({}, located());
      const all = deliveryHeaders([...headers.entries(), ...Object.entries(extra)]);
      return createWebhook(provider, { now: () => now, ...options }).verify({
        method: 'POST',
        url,
        headers: all,
        body,
      });
    };
  const provider = located({ secret });
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'shop.example' };

  test('needs to be told how the provider sees it', () => {
    expect(() => createWebhook(provider)).toThrow(/publicUrl/);
    expect(() => createWebhook(provider, { publicUrl: '/hooks' })).toThrow(TypeError);
  });
  test.each([
    ['as a whole', { publicUrl: 'https://shop.example/hooks' }, '/internal/hooks'],
    ['as an origin', { publicUrl: 'https://shop.example' }, '/hooks'],
    [
      'as an origin before an absolute URL',
      { publicUrl: 'https://shop.example' },
      'http://10.0.0.1:3000/hooks',
    ],
  ])('is taken from publicUrl %s', async (_name, options, url) => {
    expect((await sent()(url, provider, options)).id).toBe('evt_1');
  });
  test("is taken from the provider's own option", async () => {
    const own = located({ secret, publicUrl: 'https://shop.example/hooks' });
    expect((await sent()('/hooks', own, {})).id).toBe('evt_1');
  });
  test('is taken from forwarded headers where the proxy is trusted, and only there', async () => {
    expect((await sent(forwarded)('/hooks', provider, { trustProxy: () => true })).id).toBe('evt_1');
    await expect(sent(forwarded)('/hooks', provider, { trustProxy: () => false })).rejects.toMatchObject({
      code: 'signature_mismatch',
    });
  });
  test('is not taken from the Host header', async () => {
    const host = { host: 'shop.example' };
    await expect(sent(host)('/hooks', provider, { publicUrl: 'https://evil.example' })).rejects.toMatchObject(
      {
        code: 'signature_mismatch',
      },
    );
  });
});

describe('fetch', () => {
  const on = { '*': () => {} };
  test('answers a Request that was read already with body_consumed', async () => {
    const request = new Request('https://a.example', {
      method: 'POST',
      body: '{}',
      headers: { 'x-acme-time': '1', 'x-acme-signature': 'a'.repeat(64) },
    });
    await request.text();
    const response = await recorded({ on }).webhook.fetch(request);
    expect([response.status, await response.json()]).toEqual([500, { status: 500, code: 'body_consumed' }]);
  });
  test('hands waitUntil and the bindings to the handler', async () => {
    const waited: unknown[] = [];
    const { method, url, headers, body } = await write();
    const init = { method, headers: [...headers.entries()] as [string, string][], body: body as BodyInit };
    const webhook = createWebhook(acme(), {
      now: () => now,
      on: { '*': (_event, { waitUntil, env }) => waitUntil?.(Promise.resolve(env)) },
    });
    const env = { ACME_SECRET: secret };
    const response = await webhook.fetch(new Request(url, init), env, {
      waitUntil: (promise: unknown) => waited.push(promise),
    });
    expect([response.status, await response.text(), await waited[0]]).toEqual([200, '', env]);
  });
  test('uses bytes that were kept', async () => {
    const { url, headers, body } = await write();
    const request = new Request(url, {
      method: 'POST',
      headers: [...headers.entries()] as [string, string][],
    });
    const received = await recorded({ on }).webhook.receive(toIncoming(request, { body }));
    expect('reply' in received && toResponse(received.reply).status).toBe(200);
  });
  test('stops reading at the limit', async () => {
    let pulled = 0;
    const stream = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1000));
      },
    });
    const { url, headers } = await write();
    const init = {
      method: 'POST',
      headers: [...headers.entries()] as [string, string][],
      body: stream,
      duplex: 'half',
    };
    const response = await recorded({ on, maxBodyBytes: 5000 }).webhook.fetch(
      new Request(url, init as RequestInit),
    );
    expect(response.status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });
});

describe('bodies in flight', () => {
  const held = async (options: WebhookOptions<AcmeEvents>, wait: Promise<void>) => {
    const { webhook } = recorded({ ...options, store: false, on: { '*': () => wait } });
    return webhook.handle(await write({ body: 'x'.repeat(600) }));
  };
  test('are bounded over all deliveries: the next one is told to come back', async () => {
    let finish = (): void => {};
    const wait = new Promise<void>((resolve) => (finish = resolve));
    const first = held({ maxBufferedBytes: 1000 }, wait);
    await new Promise((resolve) => setImmediate(resolve));
    const second = await held({ maxBufferedBytes: 1000 }, wait);
    expect(second).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    finish();
    expect((await first).status).toBe(200);
    expect((await held({ maxBufferedBytes: 1000 }, wait)).status).toBe(200);
  });
});

describe('the Node bridge', () => {
  let url = '';
  const signals: AbortSignal[] = [];
  const server = createServer((request, response) => {
    const { webhook } = recorded({ on: { '*': (_event, { signal }) => void signals.push(signal) } });
    const take = async () => {
      if (request.url === '/text') request.setEncoding('utf8');
      if (request.url === '/read') for await (const _ of request);
      const received = await webhook.receive(
        toNodeIncoming(request, { response, consumedHint: 'Change that line.' }),
      );
      if ('reply' in received) writeReply(response, received.reply);
      writeReply(response, { status: 200, headers: {}, body: 'a second answer' });
    };
    void take();
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const post = async (path: string) => {
    const { headers, body } = await write();
    const response = await fetch(url + path, {
      method: 'POST',
      headers: [...headers.entries()] as [string, string][],
      body: body as BodyInit,
    });
    return [response.status, await response.text()];
  };
  test('answers once', async () => expect(await post('/')).toEqual([200, '']));
  test('a handler sees that the sender is still there', () =>
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]));
  test.each(['/text', '/read'])('a stream that somebody has touched is body_consumed: %s', async (path) => {
    expect(await post(path)).toEqual([500, '{"status":500,"code":"body_consumed"}']);
  });
});

test.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
  [500, false],
])('a route that answers %d has handled its event: %s', (status, expected) => {
  expect(isSuccess(status)).toBe(expected);
});
