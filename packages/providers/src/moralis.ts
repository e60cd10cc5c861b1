import {
  defineProvider,
  fieldAt,
  hmac,
  isEqual,
  joinBytes,
  toBytes,
  toHex,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { propertyOf } from './lib/items.ts';
import { textReply } from './lib/reply.ts';

const header = 'x-signature';
/** The header is read like that of an HMAC of the same length. */
const { read } = hmac({ signature: { header, prefix: '0x' } });

function digest(body: Uint8Array, secret: string): string {
  return toHex(keccak_256(joinBytes(body, toBytes(secret))));
}

const scheme: Scheme<string> = {
  headers: [header],
  covers: { id: false, body: true, url: false },
  keys: (secret) => [secret],
  read,
  verify: ({ signatures }, secret, body) => isEqual(signatures[0] as string, digest(body, secret)),
  content: () => ({ before: '', after: '' }),
  write: ({ body }, secret) => ({ headers: { [header]: `0x${digest(body, secret)}` } }),
};

/** A block is told of twice: when it is seen, and when it is confirmed. */
function eventId(payload: unknown): string | undefined {
  const parts = ['streamId', 'chainId', 'block.hash'].map((path) => fieldAt(payload, path));
  const confirmed = propertyOf(payload, 'confirmed');
  const isWhole = typeof confirmed === 'boolean' && !parts.includes(undefined);
  return isWhole ? [...parts, confirmed].join(':') : undefined;
}

/**
 * Moralis Streams: a Keccak-256 hash of the body and the secret. The question for a stream's URL is answered here; an
 * event's type is the stream's tag.
 *
 * Source: https://docs.moralis.com/streams/security-and-reliability/webhook-security
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { moralis } from '@hooklatch/providers/moralis';
 *
 * const webhook = createWebhook(moralis(), {
 *   on: { transfers: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const moralis: ProviderFactory<object> = defineProvider({
  name: 'moralis',
  env: [],
  schemes: [scheme],
  id: eventId,
  type: { field: 'tag' },
  handshake: {
    answer: (payload) => (propertyOf(payload, 'streamId') === '' ? textReply('') : undefined),
  },
  facts: {
    sources: [
      'https://docs.moralis.com/streams/security-and-reliability/webhook-security',
      'https://docs.moralis.com/streams/streams-concepts/error-handling',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 7, delaysInSeconds: [60, 600, 3600, 7200, 21_600, 43_200, 86_400] },
  },
});
