import { fromBase64 } from './decoding.ts';
import { toBase64, toBytes, toText } from './encoding.ts';
import { WebhookError } from './error.ts';
import { isSameSecret } from './is-same-secret.ts';
import { required } from './required.ts';
import type { Scheme } from './scheme.ts';

const grammar = /^basic +([^ ]+)$/i;

/**
 * HTTP basic authentication (RFC 7617), with `user:password` as the secret. It proves the caller, not the body.
 *
 * @returns the scheme
 * @example
 * ```ts
 * import { basic, defineProvider } from '@hooklatch/core/provider';
 *
 * export const acme = defineProvider<object>({
 *   name: 'acme',
 *   env: [],
 *   schemes: [basic()],
 *   facts: { sources: ['https://acme.example/docs'], confirmed: true, checked: '2026-11-22' },
 * });
 * ```
 */
export function basic(): Scheme<string> {
  const malformed = (): WebhookError => new WebhookError('header_malformed', 'authorization');
  return {
    headers: ['authorization'],
    covers: { id: false, body: false, url: false },
    keys: (secret) => (secret.includes(':') ? [secret] : 'is no user and password with a colon between them'),
    read(head) {
      const [, encoded = ''] = grammar.exec(required(head, 'authorization')) ?? [];
      const bytes = fromBase64(encoded);
      if (!bytes?.length) throw malformed();
      try {
        return { signatures: [toText(bytes)] };
      } catch {
        throw malformed();
      }
    },
    verify: ({ signatures }, key) => isSameSecret(signatures[0] as string, key),
    content: () => undefined,
    write: (_draft, secret) => ({ headers: { authorization: `Basic ${toBase64(toBytes(secret))}` } }),
  };
}
