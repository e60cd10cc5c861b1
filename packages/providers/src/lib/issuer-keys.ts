import { keySource, type Scheme } from '@hooklatch/core/provider';
import type { JwsKey } from './jose-keys.ts';

/** What {@link withIssuer} takes beside the scheme. */
export interface IssuerOptions {
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Where the JWKS stands below the issuer's URL. (`/.well-known/jwks.json`) */
  readonly path?: string;
}

/**
 * Lets the key of a scheme be a place: the https URL of the issuer that the application trusts, whose JWKS is fetched.
 * It comes from the configuration alone, never from what a delivery says.
 *
 * @param scheme - whose keys they are
 * @param options - how they are fetched
 * @returns the scheme
 */
export function withIssuer<Key>(
  scheme: Scheme<Key>,
  { fetch, path = '/.well-known/jwks.json' }: IssuerOptions,
): Scheme<Key | JwsKey> {
  return {
    ...(scheme as Scheme<Key | JwsKey>),
    keys(secret, secretIndex) {
      if (!/^https?:/i.test(secret)) return scheme.keys(secret, secretIndex);
      if (!URL.canParse(secret) || new URL(secret).protocol !== 'https:') return 'is no https URL';
      return [{ source: keySource({ url: secret.replace(/\/+$/, '') + path, fetch }) }];
    },
  };
}

/** The URL of an issuer that may be given as a bare domain. */
export function toIssuer(domain: string): string {
  return /^https?:/i.test(domain) ? domain : `https://${domain}`;
}
