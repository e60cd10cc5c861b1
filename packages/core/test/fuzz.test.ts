import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createWebhook, deliveryHeaders, WebhookError } from '../src/index.ts';
import {
  anyOf,
  asymmetric,
  basic,
  defineProvider,
  either,
  fromBase64,
  fromHex,
  hashed,
  hmac,
  makeKeyPair,
  toBase64,
  toHex,
  token,
  writeDelivery,
  type Scheme,
} from '../src/provider.ts';
import { memoryStore } from '../src/store.ts';
import { acme, now, recorded, secret, write } from './acme.ts';

const header = fc.string({ unit: 'binary', maxLength: 200 });
const bytes = fc.uint8Array({ maxLength: 5000 });

/** A list with an id and a timestamp: every grammar of core at once. */
const listed = defineProvider({
  ...acme().definition,
  name: 'listed',
  schemes: [
    hmac({
      content: '{id}.{timestamp}.{body}',
      id: { header: 'x-id' },
      timestamp: { header: 'x-time' },
      signature: { header: 'x-signature', list: { separator: ' ', pair: ',', field: 'v1' } },
    }),
  ],
});

describe('whatever arrives', () => {
  test('verify rejects with a WebhookError, and with nothing else', async () => {
    const webhook = createWebhook(listed({ secret }), { now: () => now });
    await fc.assert(
      fc.asyncProperty(
        header,
        header,
        header,
        bytes,
        fc.oneof(fc.constant('POST'), fc.string()),
        async (id, time, signature, body, method) => {
          const headers = deliveryHeaders({ 'x-id': id, 'x-time': time, 'x-signature': signature });
          const error: unknown = await webhook
            .verify({
              method,
              url: '/',
              headers,
              body,
            })
            .catch((thrown: unknown) => thrown);
          expect(WebhookError.is(error)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('handle answers, and never with what was sent', async () => {
    const { webhook } = recorded({ on: { '*': () => {} } });
    await fc.assert(
      fc.asyncProperty(header, header, bytes, async (time, signature, body) => {
        const headers = deliveryHeaders({ 'x-acme-time': time, 'x-acme-signature': signature });
        const reply = await webhook.handle({ method: 'POST', url: '/', headers, body });
        expect(reply.status).toBeGreaterThanOrEqual(400);
        expect(reply.body).toMatch(/^\{"status":\d+,"code":"[a-z_]+"\}$/);
      }),
      { numRuns: 300 },
    );
  });

  test('several providers with every scheme answer, and never with what was sent', async () => {
    const { publicKey } = await makeKeyPair('ecdsa-p256-sha256');
    const { facts } = acme().definition;
    const signature = { header: 'x-signature' };
    const keyed = asymmetric({
      algorithm: 'ecdsa-p256-sha256',
      signature: { ...signature, der: true },
      keyId: { header: 'x-id' },
    });
    const schemes = [
      either(hashed({ signature }) as Scheme, token({ header: 'x-id' }) as Scheme),
      basic(),
      token({ query: 'a' }),
      token({ field: 'a' }),
    ] as Scheme[];
    const candidates = schemes.map((scheme) =>
      defineProvider({ name: 'plain', env: [], schemes: [scheme], facts })({
        secret: 'user:a secret of ours',
      }),
    );
    const asked = defineProvider({
      name: 'keyed',
      key: 'public',
      env: [],
      schemes: [keyed as Scheme],
      facts,
    });
    const options = { on: { '*': () => {} }, onDelivery: () => {} };
    const webhook = createWebhook(anyOf(asked({ secret: publicKey }), ...candidates), options);
    await fc.assert(
      fc.asyncProperty(header, header, header, bytes, async (id, time, signed, body) => {
        const headers = deliveryHeaders({
          'x-id': id,
          authorization: `Basic ${time}`,
          'x-signature': signed,
        });
        const reply = await webhook.handle({ method: 'POST', url: `/?a=${id}`, headers, body });
        expect(reply.body).toMatch(/^\{"status":400,"code":"[a-z_]+"\}$/);
      }),
      { numRuns: 300 },
    );
  });

  test('a genuine body is verified byte for byte, and with any bit flipped it is not', async () => {
    const provider = listed({ secret });
    const webhook = createWebhook(provider, { now: () => now });
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(), fc.integer({ min: 0, max: 7 }), async (body, at, bit) => {
        const draft = { secret, body, id: 'msg_1', type: 'a', time: now, url: '/' };
        const delivery = await writeDelivery(provider as never, draft);
        expect((await webhook.verify(delivery)).body).toBe(body);
        if (body.length === 0) return;
        const changed = Uint8Array.from(body);
        const index = at % body.length;
        changed[index] = (changed[index] as number) ^ (1 << bit);
        await expect(webhook.verify({ ...delivery, body: changed })).rejects.toMatchObject({
          code: 'signature_mismatch',
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('encodings', () => {
  test('what is written is read, and only one spelling is', () => {
    fc.assert(
      fc.property(bytes, (value) => {
        expect(fromHex(toHex(value))).toEqual(value);
        expect(fromBase64(toBase64(value))).toEqual(value);
        expect(toBase64(value)).toBe(Buffer.from(value).toString('base64'));
      }),
    );
  });
});

type Command = {
  readonly kind: 'claim' | 'complete' | 'release' | 'extend' | 'wait';
  readonly key: string;
  readonly ms: number;
};

test('the store in memory behaves as its contract says, whatever is done to it', async () => {
  const command: fc.Arbitrary<Command> = fc.record({
    kind: fc.constantFrom('claim', 'complete', 'release', 'extend', 'wait'),
    key: fc.constantFrom('a', 'b', '__proto__'),
    ms: fc.integer({ min: 1, max: 100 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
      let clock = 0;
      const store = memoryStore({ now: () => clock });
      const model = new Map<string, { token: string; done: boolean; until: number }>();
      const tokens = new Map<string, string>();
      for (const { kind, key, ms } of commands) {
        const entry = model.get(key);
        const live = entry && entry.until > clock ? entry : undefined;
        const mine = tokens.get(key) ?? 'none';
        const holds = live !== undefined && !live.done && live.token === mine;
        if (kind === 'wait') clock += ms;
        else if (kind === 'claim') {
          const claim = await store.claim(key, ms);
          expect(claim.state).toBe(live ? (live.done ? 'done' : 'busy') : 'claimed');
          if (claim.state !== 'claimed') continue;
          tokens.set(key, claim.token);
          model.set(key, { token: claim.token, done: false, until: clock + ms });
        } else {
          const kept = kind === 'release' ? await store.release(key, mine) : await store[kind](key, mine, ms);
          expect(kept).toBe(holds);
          if (holds && kind === 'release') model.delete(key);
          else if (holds) model.set(key, { token: mine, done: kind === 'complete', until: clock + ms });
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('a delivery is verified however its headers are spelt and ordered', async () => {
  const delivery = await write();
  const { webhook } = recorded();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      fc.boolean(),
      async (upper, reversed) => {
        const pairs = delivery.headers
          .entries()
          .map(
            ([name, value], index) => [upper[index] ? name.toUpperCase() : name, value] as [string, string],
          );
        const headers = deliveryHeaders(reversed ? pairs.toReversed() : pairs);
        expect((await webhook.verify({ ...delivery, headers })).id).toBe('evt_1');
      },
    ),
  );
});
