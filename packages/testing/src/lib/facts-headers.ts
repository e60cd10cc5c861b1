import { equal } from 'node:assert/strict';
import type { Delivery } from '@hooklatch/core';
import { clerk } from '@hooklatch/providers/clerk';
import { shopify } from '@hooklatch/providers/shopify';
import { stripe } from '@hooklatch/providers/stripe';
import { contractSecrets } from '../contract.ts';
import { isHandled, isRefused } from './expect.ts';
import type { Fact } from './runner.ts';
import { deliver, sign } from './sign.ts';
import { send, type WireAnswer } from './wire.ts';

type Pairs = readonly (readonly [string, string])[];

const user = (time?: number): Promise<Delivery> =>
  sign(clerk(), {
    secret: contractSecrets.standard,
    type: 'user.created',
    ...(time !== undefined && { time }),
  });

/** Sends a genuine Clerk delivery with its headers changed. */
async function altered(url: string, change: (pairs: Pairs) => Pairs, time?: number): Promise<WireAnswer> {
  const { headers, body } = await user(time);
  return send(`${url}/clerk`, { headers: change(headers.entries()), body });
}

const rename = (from: string, to: string) => (pairs: Pairs) =>
  pairs.map(([name, value]) => [name.replace(from, to), value] as const);
const without = (gone: string) => (pairs: Pairs) => pairs.filter(([name]) => name !== gone);
const doubled = (twice: string) => (pairs: Pairs) =>
  pairs.flatMap((pair) => (pair[0] === twice ? [pair, [pair[0].toUpperCase(), pair[1]] as const] : [pair]));
const set = (name: string, value: string) => (pairs: Pairs) =>
  pairs.map((pair) => (pair[0] === name ? ([name, value] as const) : pair));

interface Refusal {
  readonly change: (pairs: Pairs) => Pairs;
  readonly code: string;
  readonly time?: () => number;
}

const refusals = (): Readonly<Record<string, Refusal>> => ({
  'no signature header': { change: without('svix-signature'), code: 'signature_missing' },
  'no id header': { change: without('svix-id'), code: 'signature_missing' },
  'no timestamp header': { change: without('svix-timestamp'), code: 'signature_missing' },
  'an empty signature header': { change: set('svix-signature', ''), code: 'signature_missing' },
  'a timestamp that is none': { change: set('svix-timestamp', '1e9'), code: 'header_malformed' },
  'a signature of another version': { change: set('svix-signature', 'v2,abc'), code: 'header_malformed' },
  'families that are mixed': { change: rename('svix-id', 'webhook-id'), code: 'signature_missing' },
  'another id': { change: set('svix-id', 'msg_other'), code: 'signature_mismatch' },
  'a stale timestamp': {
    change: (pairs) => pairs,
    code: 'timestamp_stale',
    time: () => Date.now() - 400_000,
  },
  'a timestamp ahead': {
    change: (pairs) => pairs,
    code: 'timestamp_future',
    time: () => Date.now() + 400_000,
  },
});

const doubles = (): readonly Fact[] =>
  ['svix-id', 'svix-timestamp', 'svix-signature'].map((name) => ({
    name: `${name} arriving twice is refused`,
    async show(url: string) {
      const answer = await altered(url, doubled(name));
      // Where the platform has joined the two, the grammar or the signature refuses them.
      equal(answer.status, 400, answer.body);
    },
  }));

/** What the scheme's headers may look like. */
export const headerFacts = (): readonly Fact[] => [
  ...Object.entries(refusals()).map(([name, { change, code, time }]) => ({
    name: `${name} is refused as ${code}`,
    show: async (url: string) => isRefused(await altered(url, change, time?.()), 400, code),
  })),
  ...doubles(),
  {
    name: 'header names are read in any case',
    show: async (url) =>
      void isHandled(
        await altered(url, (pairs) => pairs.map(([name, value]) => [name.toUpperCase(), value])),
      ),
  },
  {
    name: 'svix-* and webhook-* are one scheme',
    show: async (url) => void isHandled(await altered(url, rename('svix-', 'webhook-'))),
  },
  {
    name: 'a header named __proto__ harms nothing',
    show: async (url) =>
      void isHandled(await altered(url, (pairs) => [...pairs, ['__proto__', 'x'], ['constructor', 'y']])),
  },
  {
    name: 'the second v1 of a Stripe signature counts, and the second secret',
    async show(url) {
      const { headers, body } = await sign(stripe(), {
        secret: contractSecrets.stripe,
        type: 'invoice.paid',
      });
      const old = `,v1=${'0'.repeat(64)},v1=`;
      const rolled = headers.entries().map(([name, value]) => [name, value.replace(',v1=', old)] as const);
      isHandled(await send(`${url}/stripe`, { headers: rolled, body }));
    },
  },
  {
    name: 'a body with one byte changed is refused as signature_mismatch',
    async show(url) {
      const { headers, body } = await user();
      const changed = Uint8Array.from(body);
      changed[5] = 0x58;
      isRefused(
        await send(`${url}/clerk`, { headers: headers.entries(), body: changed }),
        400,
        'signature_mismatch',
      );
    },
  },
  {
    name: 'a body that was serialised again is refused',
    async show(url) {
      const delivery = await sign(clerk(), {
        secret: contractSecrets.standard,
        body: '{"type": "user.created", "n": 1.0}',
      });
      const body = Buffer.from(JSON.stringify(JSON.parse(Buffer.from(delivery.body).toString())));
      isRefused(await deliver(`${url}/clerk`, { ...delivery, body }), 400, 'signature_mismatch');
    },
  },
  {
    name: 'another secret is refused as signature_mismatch',
    async show(url) {
      const delivery = await sign(clerk(), { secret: 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==' });
      isRefused(await deliver(`${url}/clerk`, delivery), 400, 'signature_mismatch');
    },
  },
  {
    name: 'the status that a provider demands is answered: Shopify wants 401',
    async show(url) {
      const delivery = await sign(shopify(), { secret: 'another secret altogether', type: 'orders/create' });
      isRefused(await deliver(`${url}/shopify`, delivery), 401, 'signature_mismatch');
    },
  },
  {
    name: 'a secret that is not set is answered 500 and accepts nothing',
    show: async (url) => isRefused(await deliver(`${url}/unset`, await user()), 500, 'secret_missing'),
  },
];
