import { hash } from '#crypto';
import { isEqual } from './equal.ts';
import { WebhookError } from './error.ts';
import { required } from './required.ts';
import type { Scheme } from './scheme.ts';

/** A static token, as data. */
export interface TokenOptions {
  /** The header that holds the token, in lower case. */
  readonly header: string;
  /** What stands before the token: `Bearer `. Compared without regard to case. */
  readonly prefix?: string;
  /** A header whose value goes with the token; the secret is then both, with a space between them. */
  readonly idHeader?: string;
  /** Whether a secret belongs to this scheme, where a provider has several. (all do) */
  readonly accepts?: (secret: string) => boolean;
}

/**
 * A static token in a header. It proves the caller, not the body: nothing of the delivery is signed.
 *
 * @param options - where the token stands
 * @returns the scheme
 */
export function token(options: TokenOptions): Scheme<string> {
  const { header, prefix = '', idHeader, accepts = () => true } = options;
  return {
    headers: idHeader === undefined ? [header] : [header, idHeader],
    covers: { id: false, body: false, url: false },
    keys: (secret) => (accepts(secret) ? [secret] : []),
    read(head) {
      const value = required(head, header);
      if (!value.toLowerCase().startsWith(prefix.toLowerCase()))
        throw new WebhookError('header_malformed', header);
      const given = value.slice(prefix.length);
      return { signatures: [idHeader === undefined ? given : `${required(head, idHeader)} ${given}`] };
    },
    verify: (claim, key) => isSame(claim.signatures[0] as string, key),
    content: () => undefined,
    async write(_draft, key) {
      const space = idHeader === undefined ? -1 : key.indexOf(' ');
      return {
        ...(idHeader !== undefined && { [idHeader]: key.slice(0, space) }),
        [header]: prefix + key.slice(space + 1),
      };
    },
  };
}

const nothing = new Uint8Array();

/** Digests are compared, so that not even the length of the secret shows in the time. */
async function isSame(left: string, right: string): Promise<boolean> {
  return isEqual(await hash('sha256', left, nothing, ''), await hash('sha256', right, nothing, ''));
}
