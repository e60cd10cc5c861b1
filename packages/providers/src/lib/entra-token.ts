import { keySource, type KeySource, type Scheme } from '@hooklatch/core/provider';
import { isOneOf } from './claims.ts';
import { jwt, type JwtOptions } from './jwt.ts';

/** What a token of Microsoft Entra ID has to say. */
export interface EntraOptions {
  readonly audience: string | readonly string[] | undefined;
  readonly issuers: readonly string[];
  /** The only applications that a token may be made out to. */
  readonly appIds: readonly string[];
}

/** Where Microsoft publishes the keys of all tenants. */
const entraKeys = 'https://login.microsoftonline.com/common/discovery/v2.0/keys';

/** The keys of Microsoft Entra ID. */
export function entraSource(fetch: typeof globalThis.fetch | undefined): KeySource {
  return keySource({ url: entraKeys, fetch });
}

/** The issuers of a tenant's tokens, of both versions. */
export function entraIssuers(tenants: string | readonly string[] | undefined): readonly string[] {
  return [tenants ?? []]
    .flat()
    .flatMap((id) => [`https://sts.windows.net/${id}/`, `https://login.microsoftonline.com/${id}/v2.0`]);
}

/** Whether a token is for this audience, of this tenant, and of this application. */
export function isEntraFor(
  { aud, iss, appid, azp }: Readonly<Record<string, unknown>>,
  { audience, issuers, appIds }: EntraOptions,
): boolean {
  // Version 1 names the application in one claim, version 2 in another.
  return isOneOf(aud, audience) && isOneOf(iss, issuers) && isOneOf(appid ?? azp, appIds);
}

/** What a token of Microsoft Entra ID is checked for, wherever it stands. */
export const entraRules: Required<Pick<JwtOptions, 'algorithms' | 'requiredClaims'>> = {
  algorithms: ['RS256'],
  requiredClaims: ['exp', 'aud', 'iss'],
};

/** A token of Microsoft Entra ID behind `Bearer`; it says nothing of the body. */
export function entraToken(options: EntraOptions, fetch: typeof globalThis.fetch | undefined): Scheme {
  return jwt({
    header: 'authorization',
    prefix: 'Bearer ',
    ...entraRules,
    source: entraSource(fetch),
    covers: { id: false, body: false, url: false },
    check: (payload) => isEntraFor(payload, options),
    claims({ time, url }) {
      const now = Math.floor(time / 1000);
      const [aud = url] = [options.audience ?? []].flat();
      const [iss = ''] = options.issuers;
      return { aud, iss, iat: now, nbf: now, exp: now + 3600, appid: options.appIds[0] };
    },
  }) as Scheme;
}
