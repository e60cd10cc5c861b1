import { describe, expect, test, vi } from 'vitest';
import { createWebhook, WebhookError } from '../src/index.ts';
import { keySource, type KeySourceOptions, type PublicKey } from '../src/provider.ts';
import { guard, keysOf, sign, signer } from './signer.ts';

const url = 'https://keys.example/jwks.json';
const jwk = (kid?: string): object => ({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA', kid });
const jwks = (...ids: (string | undefined)[]): string => JSON.stringify({ keys: ids.map(jwk) });
const idsOf = (keys: readonly PublicKey[]) => keys.map(({ id }) => id);
const minute = 60_000;

/** A source with a clock and a network of its own: `answers` is asked for every request. */
function source(
  answers: (place: string, request: number) => Response | Promise<Response>,
  options: Partial<KeySourceOptions> = {},
) {
  const clock = { time: 1_767_225_600_000 };
  const fetch = vi.fn(async (place: unknown, _init?: RequestInit) =>
    answers(String(place), fetch.mock.calls.length),
  );
  const { keys } = keySource({ url, fetch, now: () => clock.time, ...options });
  const codeOf = (id?: string) => keys(id).then(idsOf, (error: WebhookError) => error.code);
  return { keys, codeOf, fetch, clock };
}

describe('a place that is not pinned is never asked', () => {
  const places: readonly [string, Partial<KeySourceOptions>][] = [
    ['plain HTTP', { url: 'http://keys.example/jwks.json' }],
    ['a port', { url: 'https://keys.example:8443/jwks.json' }],
    ['a user', { url: 'https://user@keys.example/jwks.json' }],
    ['a user and a password', { url: 'https://keys.example:pw@evil.example/jwks.json' }],
    ['a fragment', { url: `${url}#a` }],
    ['no URL', { url: '/jwks.json' }],
    ['a file', { url: 'file:///etc/passwd' }],
    ['an id that names none', { url: () => undefined, hosts: ['keys.example'] }],
    ['a made URL without hosts', { url: () => url }],
    ['another host', { url: () => 'https://evil.example/', hosts: ['keys.example'] }],
    ['a host below', { url: () => 'https://a.keys.example/', hosts: ['keys.example'] }],
    ['a host that ends alike', { url: () => 'https://evilkeys.example/', hosts: /keys\.example/ }],
    ['a host that begins alike', { url: () => 'https://keys.example.evil/', hosts: /keys\.example/ }],
    ['a host beside a choice', { url: () => 'https://a.evil/', hosts: /a|b\.example/ }],
    ['a made URL over HTTP', { url: () => 'http://keys.example/', hosts: ['keys.example'] }],
    ['a made URL with a port', { url: () => 'https://keys.example:1/', hosts: ['keys.example'] }],
    ['a host behind a user', { url: () => 'https://keys.example@evil.example/', hosts: ['keys.example'] }],
    [
      'a host behind a backslash',
      { url: () => 'https://evil.example\\@keys.example/', hosts: ['keys.example'] },
    ],
  ];
  test.each(places)('%s', async (_name, options) => {
    const { codeOf, fetch } = source(() => new Response(jwks('a')), options);
    // An id that is made up names nothing; a URL that was configured is a mistake of the operator.
    expect(await codeOf('a')).toEqual(typeof options.url === 'string' ? 'secret_invalid' : []);
    expect(fetch).not.toHaveBeenCalled();
  });
  test('one of the pinned hosts is', async () => {
    const made = (id?: string) => `https://${id}.example/key`;
    for (const hosts of [['a.example', 'b.example'], /[ab]\.example/]) {
      const { codeOf, fetch } = source(() => new Response(jwks('b')), { url: made, hosts });
      expect(await codeOf('b')).toEqual(['b']);
      expect(await codeOf('c')).toEqual([]);
      expect(fetch.mock.calls.map(([place]) => place)).toEqual(['https://b.example/key']);
    }
  });
});

describe('what is fetched', () => {
  const failures: readonly [string, () => Response | Promise<Response>, RegExp][] = [
    ['a redirect', () => new Response(jwks('a'), { status: 302, headers: { location: url } }), /status 302/],
    ['an error', () => new Response(jwks('a'), { status: 500 }), /status 500/],
    ['another success', () => new Response(jwks('a'), { status: 203 }), /status 203/],
    ['more than 256 KiB', () => new Response(jwks('a').padEnd(262_145)), /Longer than 262144 bytes/],
    ['no key', () => new Response('<html>'), /What was fetched is no public key/],
    ['no body', () => new Response(), /What was fetched is no public key/],
    ['a failure', () => Promise.reject(new Error('no route')), /no route/],
  ];
  test.each(failures)('that is %s leaves secret_unavailable', async (_name, answer, cause) => {
    const error: unknown = await source(answer)
      .keys()
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'secret_unavailable',
      hint: expect.stringContaining('keys.example'),
    });
    expect(String((error as WebhookError).cause)).toMatch(cause);
  });
  test('may have 256 KiB', async () => {
    expect(await source(() => new Response(jwks('a').padEnd(262_144))).codeOf()).toEqual(['a']);
  });
  test('is asked for without following a redirect, with what the request needs', async () => {
    const request = (id: string | undefined) => ({
      method: 'POST',
      headers: { 'x-token': 't' },
      body: `id=${id}`,
    });
    const { keys, fetch } = source(() => new Response(jwks()), { request, read: (_text, id) => [{ id }] });
    expect(idsOf(await keys('a'))).toEqual(['a']);
    expect(idsOf(await keys('b'))).toEqual(['b']);
    expect(fetch.mock.calls.map(([, init]) => init)).toEqual([
      { ...request('a'), redirect: 'manual', signal: expect.any(AbortSignal) },
      { ...request('b'), redirect: 'manual', signal: expect.any(AbortSignal) },
    ]);
  });
  test('that takes over five seconds is given up, and the request with it', async () => {
    vi.useFakeTimers();
    try {
      const { codeOf, fetch } = source(() => new Promise(() => {}));
      const found = codeOf();
      await vi.advanceTimersByTimeAsync(4999);
      expect(fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(await found).toBe('secret_unavailable');
      expect(fetch.mock.calls[0]?.[1]?.signal?.aborted).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
  test('slowly counts as a whole', async () => {
    vi.useFakeTimers();
    try {
      const body = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(1)) });
      const { codeOf } = source(() => new Response(body), { timeoutMs: 100 });
      const found = codeOf();
      await vi.advanceTimersByTimeAsync(100);
      expect(await found).toBe('secret_unavailable');
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('requests', () => {
  const counted = (ids: (request: number) => string[]) =>
    source((_place, request) => {
      const found = ids(request);
      return new Response(found.length > 0 ? jwks(...found) : '', { status: found.length > 0 ? 200 : 503 });
    });

  test('are one, however many ask at once', async () => {
    const { keys, fetch } = counted(() => ['a']);
    await Promise.all(['a', 'b', undefined, 'a'].map((id) => keys(id)));
    expect(fetch).toHaveBeenCalledTimes(1);
  });
  test('are one in an hour, and the next one finds other keys', async () => {
    const { codeOf, fetch, clock } = counted((request) => [`key ${request}`]);
    expect(await codeOf()).toEqual(['key 1']);
    clock.time += 60 * minute - 1;
    expect(await codeOf()).toEqual(['key 1']);
    clock.time += 1;
    expect(await codeOf()).toEqual(['key 2']);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
  test('are one in a minute for ids that are unknown', async () => {
    const { codeOf, fetch, clock } = counted((request) => (request < 3 ? ['a'] : ['a', 'b']));
    expect(await codeOf('a')).toEqual(['a']);
    clock.time += minute;
    for (const id of ['b', 'c', 'b']) expect(await codeOf(id)).toEqual(['a']);
    expect(fetch).toHaveBeenCalledTimes(2);
    clock.time += minute;
    expect(await codeOf('b')).toEqual(['a', 'b']);
    expect(await codeOf('b')).toEqual(['a', 'b']);
    expect(fetch).toHaveBeenCalledTimes(3);
  });
  test('are one in a minute after a failure, which is told again in between', async () => {
    const { codeOf, fetch, clock } = counted((request) => (request === 1 ? [] : ['a']));
    expect([await codeOf(), await codeOf('a')]).toEqual(['secret_unavailable', 'secret_unavailable']);
    clock.time += minute - 1;
    expect(await codeOf()).toBe('secret_unavailable');
    expect(fetch).toHaveBeenCalledTimes(1);
    clock.time += 1;
    expect(await codeOf()).toEqual(['a']);
  });
  test('that fail leave the keys that were known', async () => {
    const { codeOf, fetch, clock } = counted((request) => (request === 1 ? ['a'] : []));
    await codeOf();
    clock.time += 24 * 60 * minute;
    expect([await codeOf(), await codeOf('b')]).toEqual([['a'], ['a']]);
    expect(fetch).toHaveBeenCalledTimes(2);
  });
});

describe('a flood of made-up ids', () => {
  const perId: Partial<KeySourceOptions> = { url: (id) => `${url}?id=${id}`, hosts: ['keys.example'] };
  const own = (place: string): Response =>
    place.endsWith('=a') || place.endsWith('=b')
      ? new Response(jwks(place.at(-1)))
      : new Response('', { status: 404 });
  const flood = async (keys: (id: string) => Promise<unknown>, count: number): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (let made = 0; made < count; made += 1)
      found.push(await keys(`made-up-${made}`).catch((error) => error.code));
    return found;
  };

  test('makes thirty requests in a minute, and is told why', async () => {
    const { keys, fetch, clock } = source(own, perId);
    expect(new Set(await flood(keys, 50))).toEqual(new Set(['secret_unavailable']));
    expect(fetch).toHaveBeenCalledTimes(30);
    await expect(keys('one-more')).rejects.toMatchObject({ cause: new Error('Too many unknown keys.') });
    clock.time += minute;
    await flood(keys, 50);
    expect(fetch).toHaveBeenCalledTimes(60);
  });
  test('takes no key away that was known', async () => {
    const { codeOf, keys } = source(own, perId);
    expect(await codeOf('a')).toEqual(['a']);
    await flood(keys, 300);
    expect(await codeOf('a')).toEqual(['a']);
    expect(await codeOf('b')).toBe('secret_unavailable');
  });
});

describe('a provider whose keys are fetched', () => {
  const fetching = (text: string) => {
    const fetch = vi.fn(async () => new Response(text));
    const options = { algorithm: 'ed25519', signature: { header: 'x-signature' } } as const;
    return { fetch, make: signer({ ...options, source: keySource({ url, fetch }) }, 'fetched') };
  };
  test('needs no secret, and fetches once for many deliveries', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const { fetch, make } = fetching(publicKey);
    const webhook = guard(make());
    for (const body of ['{"type":"a"}', '{"type":"b"}'])
      expect((await webhook.verify(await sign(make(), privateKey, body))).trust.payload).toBe('signed');
    expect(fetch).toHaveBeenCalledTimes(1);
  });
  test('fetches nothing where a key is given', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const { fetch, make } = fetching(publicKey);
    await guard(make({ publicKey })).verify(await sign(make(), privateKey));
    expect(fetch).not.toHaveBeenCalled();
  });
  test('is answered 503 where they cannot be fetched', async () => {
    const delivery = await sign(fetching('').make(), (await keysOf('ed25519')).privateKey);
    await expect(guard(fetching('nothing').make()).verify(delivery)).rejects.toMatchObject({
      code: 'secret_unavailable',
      status: 503,
    });
  });
  test('has no secret that is too short', async () => {
    const { privateKey, publicKey } = await keysOf('ed25519');
    const { make } = fetching(publicKey);
    const onDelivery = vi.fn();
    const webhook = createWebhook(make(), { on: { '*': () => {} }, onDelivery });
    expect((await webhook.handle(await sign(make(), privateKey))).status).toBe(200);
    expect(onDelivery.mock.calls[0]?.[0]).toMatchObject({ outcome: 'handled', warnings: [] });
  });
});
