import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyKinds } from './body-kinds.ts';
import type { RelayPlatform, RunningRelay, StartRelay } from './running-relay.ts';
import { send, values } from './send.ts';
import { connect, type TestClient } from './test-client.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** What crosses a relay, and comes out as it went in. */
export function describeBytes(start: StartRelay, { hasPairs }: RelayPlatform): void {
  let relay: RunningRelay;
  let client: TestClient;
  beforeAll(async () => {
    relay = await start({ mode: 'sync' });
    client = connect(relay, {
      answer: async ({ body }) => ({
        status: 207,
        headers: [
          ['Content-Type', 'application/x-test'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['Connection', 'X-Hop'],
          ['X-Hop', 'not for the provider'],
          ['Content-Length', '99999'],
        ],
        body,
      }),
    });
    await client.connected;
  });
  afterAll(async () => {
    await client?.close();
    await relay?.close();
  });

  describe('bytes', () => {
    test.each(bodyKinds)('%s arrives unchanged, and comes back so', async (name, contentType, body) => {
      const headers: (readonly [string, string])[] = [['Content-Type', contentType]];
      if (name === 'gzip') headers.push(['Content-Encoding', 'gzip']);
      const told = await send(relay.publicUrl, { headers, body, target: `/${encodeURIComponent(name)}` });
      const delivery = client.deliveries.at(-1);
      expect(delivery?.target).toBe(`/${encodeURIComponent(name)}`);
      expect(sha256(delivery?.body ?? Buffer.from('none'))).toBe(sha256(body));
      expect(values(delivery?.headers ?? [], 'content-type')).toEqual([contentType]);
      expect(values(delivery?.headers ?? [], 'content-encoding')).toEqual(name === 'gzip' ? ['gzip'] : []);
      expect(told.status).toBe(207);
      expect(sha256(told.body)).toBe(sha256(body));
    });

    test('5 MB arrive unchanged', async () => {
      const body = Buffer.alloc(5_000_000, 'a long payload ');
      const told = await send(relay.publicUrl, { body });
      expect([told.status, sha256(told.body)]).toEqual([207, sha256(body)]);
      expect(sha256(client.deliveries.at(-1)?.body ?? Buffer.alloc(0))).toBe(sha256(body));
    });

    test('a body in chunks arrives unchanged', async () => {
      const told = await send(relay.publicUrl, { body: 'in chunks', isChunked: true });
      expect(told.body.toString()).toBe('in chunks');
      expect(values(client.deliveries.at(-1)?.headers ?? [], 'transfer-encoding')).toEqual([]);
    });
  });

  test.each([
    ['', '/'],
    ['/', '/'],
    ['?a=1', '/?a=1'],
    ['/webhooks/stripe?a=%2F&b=+&&c', '/webhooks/stripe?a=%2F&b=+&&c'],
    ['/%e2%9c%93//x/', '/%e2%9c%93//x/'],
    ["/a;b=1/'(x)*?q=a=b", "/a;b=1/'(x)*?q=a=b"],
  ])('the target %j arrives as %j', async (target, expected) => {
    await send(relay.publicUrl, { target });
    expect(client.deliveries.at(-1)?.target).toBe(expected);
  });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('the method %s arrives', async (method) => {
    expect((await send(relay.publicUrl, { method })).status).toBe(207);
    expect(client.deliveries.at(-1)?.method).toBe(method);
  });

  test('header pairs arrive in order, doubles too, without those for a hop', async () => {
    await send(relay.publicUrl, {
      headers: [
        ['X-Twice', 'one'],
        ['X-Once', 'a, b'],
        ['x-twice', 'two'],
        ['Connection', 'keep-alive, X-Named'],
        ['X-Named', 'for the hop'],
        ['Stripe-Signature', 't=1,v1=00'],
      ],
    });
    const headers = client.deliveries.at(-1)?.headers ?? [];
    const seen = headers.filter(([name]) => /^(x-|stripe|connection)/i.test(name));
    const pairs = [
      ['X-Twice', 'one'],
      ['X-Once', 'a, b'],
      ['x-twice', 'two'],
      ['Stripe-Signature', 't=1,v1=00'],
    ];
    const joined = [
      ['stripe-signature', 't=1,v1=00'],
      ['x-once', 'a, b'],
      ['x-twice', 'one, two'],
    ];
    expect(hasPairs ? seen : seen.toSorted(([one], [other]) => (one < other ? -1 : 1))).toEqual(
      hasPairs ? pairs : joined,
    );
  });

  test('an answer has its own headers, doubles too, and the length that it has', async () => {
    const { status, headers } = await send(relay.publicUrl, { body: 'hello' });
    expect(status).toBe(207);
    expect(values(headers, 'content-type')).toEqual(['application/x-test']);
    expect(values(headers, 'set-cookie')).toEqual(['a=1', 'b=2']);
    expect(values(headers, 'x-hop')).toEqual([]);
    expect(values(headers, 'content-length')).toEqual(['5']);
  });
}
