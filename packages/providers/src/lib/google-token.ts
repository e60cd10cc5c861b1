import { keySource, type Scheme } from '@hooklatch/core/provider';
import type { JWTPayload } from 'jose';
import { isOneOf } from './claims.ts';
import { jwt } from './jwt.ts';

/** What {@link googleToken} takes. */
export interface GoogleTokenOptions {
  readonly audience: string | readonly string[] | undefined;
  /** The only issuers; the first one is a test's. */
  readonly issuers: readonly string[];
  /** The only service accounts, where a token names one. */
  readonly emails?: readonly string[] | undefined;
  /** Where the keys are. */
  readonly keys: string;
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A token that Google signs for a request, behind `Bearer`. It says nothing of the body. Anybody can have Google sign a
 * token for any audience: only the service account says who asked for it.
 */
export function googleToken({ audience, issuers, emails, keys, fetch }: GoogleTokenOptions): Scheme {
  return jwt({
    header: 'authorization',
    prefix: 'Bearer ',
    algorithms: ['RS256'],
    source: keySource({ url: keys, fetch }),
    covers: { id: false, body: false, url: false },
    requiredClaims: ['exp', 'aud', 'iss'],
    check: ({ iss, aud, email, email_verified }) =>
      isOneOf(iss, issuers) &&
      isOneOf(aud, audience) &&
      (emails === undefined || (isOneOf(email, emails) && email_verified === true)),
    claims({ time, url }): JWTPayload {
      const now = Math.floor(time / 1000);
      return {
        iss: issuers[0] as string,
        aud: [audience ?? url].flat()[0] as string,
        iat: now,
        exp: now + 3600,
        ...(emails && { email: emails[0], email_verified: true }),
      };
    },
  }) as Scheme;
}

/** Where Google publishes the keys of its ID tokens. */
export const googleKeys = 'https://www.googleapis.com/oauth2/v3/certs';

/** Who issues Google's ID tokens, in both spellings. */
export const googleIssuers: readonly string[] = ['https://accounts.google.com', 'accounts.google.com'];
