import {
  defineProvider,
  readPublicKeys,
  required,
  toBytes,
  type Provider,
  type PublicKeyOptions,
  type Scheme,
} from '@hooklatch/core/provider';
import { isDigestOf, writeDigest } from './lib/content-digest.ts';
import { readMessageKeys, type MessageAlgorithm, type MessageKey } from './lib/message-keys.ts';
import { messageScheme } from './lib/message-scheme.ts';

export type { MessageAlgorithm } from './lib/message-keys.ts';

/** A key by its id: a public one, or a secret for `hmac-sha256`. */
export interface MessageKeyOptions {
  readonly alg: MessageAlgorithm;
  /** PEM, base64, or a JWK as text. */
  readonly publicKey?: string | undefined;
  /** What both sides share, for `hmac-sha256`: a text, or bytes. */
  readonly secret?: string | Uint8Array | undefined;
}

/** Options of {@link httpMessageSignatures}; `publicKey` is a JWK or a JWKS, whose `kid` is the key's id. */
export interface HttpMessageSignaturesOptions extends PublicKeyOptions {
  /** The keys by their id, each with the only algorithm that it is for. */
  readonly keys?: Readonly<Record<string, MessageKeyOptions>> | undefined;
  /** What a signature has to cover. (`@method`, `@target-uri` and `content-digest`) */
  readonly requiredComponents?: readonly string[] | undefined;
  /** How old a signature may be, in seconds; null where any age will do. (300) */
  readonly maxAge?: number | null | undefined;
  /** The profile that a signature has to be made for, where one is agreed on. */
  readonly tag?: string | undefined;
  /** The methods that deliveries come with. (POST) */
  readonly methods?: readonly string[] | undefined;
}

const usual = ['@method', '@target-uri', 'content-digest'] as const;
const fromUrl = new Set(['@target-uri', '@authority', '@scheme', '@request-target', '@path', '@query']);

function readKey(id: string, { alg, publicKey, secret }: MessageKeyOptions): readonly MessageKey[] | string {
  if (alg === 'hmac-sha256') {
    const text = typeof secret === 'string' ? secret : '-';
    // What everybody may know proves nothing.
    if (/^\s*(?:-----BEGIN|whpk_)/.test(text)) return `has a public key as the secret of ${id}`;
    if (!secret?.length || text.trim() === '') return `has none for the key ${id}`;
    return [{ id, alg, shared: typeof secret === 'string' ? toBytes(secret) : secret }];
  }
  const found = readPublicKeys(publicKey ?? '');
  return typeof found === 'string' ? found : found.map((one) => ({ id, alg, publicKey: one }));
}

function keysOf(secret: string, keys: HttpMessageSignaturesOptions['keys']): readonly MessageKey[] | string {
  if (secret !== 'given' || !keys) return readMessageKeys(secret);
  const read = Object.entries(keys).map(([id, key]) => readKey(id, key));
  return read.find((one) => typeof one === 'string') ?? (read.flat() as MessageKey[]);
}

const define = defineProvider<object, HttpMessageSignaturesOptions>((options) => {
  const { keys, requiredComponents: wanted = usual, maxAge = 300, tag, methods = ['POST'] } = options;
  const hasDigest = wanted.includes('content-digest');
  const scheme = messageScheme({
    covers: { id: true, body: hasDigest, url: wanted.some((name) => fromUrl.has(name)) },
    required: () => wanted,
    accepts: ({ parameters }) =>
      (tag === undefined || parameters.get('tag') === tag) &&
      (maxAge === null || typeof parameters.get('created') === 'number'),
    // A digest that is covered says nothing before it is compared with the body.
    check: async (head, body, names) =>
      !names.includes('content-digest') || isDigestOf(required(head, 'content-digest'), body),
    keys: (secret) => keysOf(secret, keys),
    draft: async ({ body, time, id }) => ({
      headers: { 'content-digest': await writeDigest(body) },
      parameters: { created: Math.floor(time / 1000), nonce: id, ...(tag !== undefined && { tag }) },
    }),
  });
  return {
    name: 'http-message-signatures',
    key: 'public',
    env: [],
    methods,
    schemes: [scheme as Scheme],
    id: { claim: 'id' },
    type: { field: 'type' },
    toleranceInSeconds: maxAge ?? Number.MAX_SAFE_INTEGER,
    facts: {
      sources: ['https://www.rfc-editor.org/rfc/rfc9421', 'https://www.rfc-editor.org/rfc/rfc9530'],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});

/**
 * HTTP message signatures (RFC 9421) with `Content-Digest` (RFC 9530), of whoever you have agreed on keys with. A
 * signature has to cover the components that you require; the id of an event is its nonce.
 *
 * Source: https://www.rfc-editor.org/rfc/rfc9421
 *
 * @param options - the keys, and what a signature has to cover
 * @returns the provider
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { httpMessageSignatures } from '@hooklatch/providers/http-message-signatures';
 *
 * const webhook = createWebhook(
 *   httpMessageSignatures({
 *     publicUrl: 'https://example.com',
 *     keys: { 'key-1': { alg: 'hmac-sha256', secret: 'a long random text' } },
 *   }),
 *   { on: { '*': (event) => console.log(event.payload) } },
 * );
 * ```
 */
export function httpMessageSignatures<Events extends object = object>(
  options: HttpMessageSignaturesOptions = {},
): Provider<Events> {
  const { keys, publicKey = keys && 'given' } = options;
  return define<Events>({ ...options, publicKey });
}
