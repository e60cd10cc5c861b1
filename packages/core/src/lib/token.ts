import type { DeliveryHead } from './delivery.ts';
import { toBytes } from './encoding.ts';
import { WebhookError } from './error.ts';
import { isSameSecret } from './is-same-secret.ts';
import { fieldAt, parseJson } from './payload.ts';
import { queryOf } from './query.ts';
import { required } from './required.ts';
import type { Draft, Scheme, Written } from './scheme.ts';

/** A static token, as data: it stands in a header, in the URL's query, or in the JSON body. */
export interface TokenOptions {
  /** The header that holds the token, in lower case. */
  readonly header?: string;
  /** What stands before the token in the header: `Bearer `. Compared without regard to case. */
  readonly prefix?: string;
  /** A header whose value goes with the token; the secret is then both, with a space between them. */
  readonly idHeader?: string;
  /** The parameter of the URL's query that holds the token. */
  readonly query?: string;
  /** The dotted path in the JSON body where the token stands. */
  readonly field?: string;
  /** Whether a secret belongs to this scheme, where a provider has several. (all do) */
  readonly accepts?: (secret: string) => boolean;
}

/**
 * A static token. It proves the caller, not the body: nothing of the delivery is signed.
 *
 * @param options - where the token stands
 * @returns the scheme
 * @example
 * ```ts
 * import { token } from '@hooklatch/core/provider';
 *
 * export const scheme = token({ header: 'authorization', prefix: 'Bearer ' });
 * ```
 */
export function token(options: TokenOptions): Scheme<string> {
  const { header, idHeader, field, accepts = () => true } = options;
  return {
    headers: [header ?? [], idHeader ?? []].flat(),
    covers: { id: false, body: false, url: false },
    keys: (secret) => (accepts(secret) ? [secret] : []),
    read(head) {
      const given = field === undefined ? [readToken(options, head)] : [];
      return { signatures: given };
    },
    async verify(claim, key, body) {
      const given = claim.signatures[0] ?? fieldAt(parseJson(body), field as string);
      if (given === undefined) throw new WebhookError('signature_missing', field);
      return isSameSecret(given, key);
    },
    content: () => undefined,
    write: (draft, secret) => writeToken(options, draft, secret),
  };
}

function readToken({ header, prefix = '', idHeader, query = '' }: TokenOptions, head: DeliveryHead): string {
  if (header === undefined) {
    const [value, another] = queryOf(head).getAll(query);
    if (!value) throw new WebhookError('signature_missing', query);
    if (another !== undefined) throw new WebhookError('header_duplicate', query);
    return value;
  }
  const value = required(head, header);
  if (!value.toLowerCase().startsWith(prefix.toLowerCase()))
    throw new WebhookError('header_malformed', header);
  const given = value.slice(prefix.length);
  return idHeader === undefined ? given : `${required(head, idHeader)} ${given}`;
}

function writeToken(options: TokenOptions, draft: Draft, secret: string): Written {
  const { header, query, field } = options;
  if (header !== undefined) return { headers: writeHeaders(options, header, secret) };
  if (field !== undefined) {
    const body = toBytes(JSON.stringify(withField(parseJson(draft.body), field.split('.'), secret)));
    return { headers: {}, body };
  }
  const url = new URL(draft.url);
  url.searchParams.set(query ?? '', secret);
  return { headers: {}, url: url.href };
}

function withField(payload: unknown, [name = '', ...rest]: readonly string[], value: string): object {
  const fields = { ...Object(payload) } as Record<string, unknown>;
  return { ...fields, [name]: rest.length === 0 ? value : withField(fields[name], rest, value) };
}

function writeHeaders(
  { prefix = '', idHeader }: TokenOptions,
  header: string,
  secret: string,
): Record<string, string> {
  const space = idHeader === undefined ? -1 : secret.indexOf(' ');
  return {
    ...(idHeader !== undefined && { [idHeader]: secret.slice(0, space) }),
    [header]: prefix + secret.slice(space + 1),
  };
}
