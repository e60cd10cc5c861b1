import { hashOf, type DeliveryHead } from '@hooklatch/core/provider';

/** A text as RFC 3986 percent-encodes it: more than `encodeURIComponent` does. */
function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

/**
 * The hash of Atlassian's canonical request (`qsh`): method, path below the app's base URL, and query in order.
 *
 * Source: https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/
 *
 * @param head - of the request, with the URL that the sender used
 * @param baseUrl - of the app, where it is not the origin
 * @returns hexadecimal digits
 */
export async function queryHash(
  { method, url }: Pick<DeliveryHead, 'method' | 'url'>,
  baseUrl: string,
): Promise<string> {
  const { pathname, searchParams } = new URL(url);
  const base = new URL(baseUrl).pathname.replace(/\/$/, '');
  const below = pathname.startsWith(`${base}/`) || pathname === base ? pathname.slice(base.length) : pathname;
  const path = (below.replace(/(.)\/$/s, '$1') || '/').replaceAll('&', '%26');
  const values = new Map<string, string[]>();
  for (const [name, value] of searchParams) {
    if (name === 'jwt') continue;
    const several = values.get(encode(name)) ?? [];
    several.push(encode(value));
    values.set(encode(name), several);
  }
  const query = [...values]
    .toSorted(([left], [right]) => byCodeUnit(left, right))
    .map(([name, several]) => `${name}=${several.toSorted(byCodeUnit).join(',')}`);
  return hashOf('sha256', `${method.toUpperCase()}&${path}&${query.join('&')}`, 'hex');
}
