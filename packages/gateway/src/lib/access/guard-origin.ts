import type { AllowedHosts } from './allowed-hosts.ts';

/** What of a request says where it comes from. */
export interface RequestOrigin {
  readonly method: string;
  readonly host: string | undefined;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`. */
  readonly site: string | undefined;
  /** Whether it has an `Authorization`: no page can send one for another's user without being asked first. */
  readonly hasToken: boolean;
}

/**
 * Why a request is refused that another site's page may have made (CSRF).
 *
 * @returns a sentence; `undefined` where it may go on
 */
export function guardOrigin(request: RequestOrigin, hosts: AllowedHosts): string | undefined {
  const { method, host = '', origin, site, hasToken } = request;
  if (method === 'GET' || method === 'HEAD' || hasToken) return undefined;
  if (site !== undefined && site !== 'same-origin') return 'The request comes from another site.';
  if (origin === undefined) {
    return site === 'same-origin'
      ? undefined
      : 'The request has no Origin: use a token outside of a browser.';
  }
  return origin.toLowerCase() === hosts.originOf(host)
    ? undefined
    : 'The request comes from another origin; a proxy must hand on the Host header.';
}
