import type { DeliveryHead } from './delivery.ts';
import { WebhookError } from './error.ts';

/** How the endpoint looks from the provider's side of the proxies. */
export interface PublicSide {
  readonly publicUrl?: string | undefined;
  readonly trustProxy?: ((head: DeliveryHead) => boolean) | undefined;
  readonly requireHttps?: boolean | undefined;
}

/**
 * Gives the head with the URL that the provider used: forwarded headers count only where the rule trusts the proxy.
 *
 * @returns undefined where heads are right as they are
 * @throws TypeError where the public URL is none, or is not https although https is required
 */
export function toPublicHead(side: PublicSide): ((head: DeliveryHead) => DeliveryHead) | undefined {
  const { publicUrl, trustProxy, requireHttps } = side;
  const known = publicUrl === undefined ? undefined : new URL(publicUrl);
  if (requireHttps && known && known.protocol !== 'https:')
    throw new TypeError('requireHttps needs an https publicUrl.');
  if (!known && !trustProxy && !requireHttps) return undefined;
  return (head) => {
    const { method, headers, secure } = head;
    const trusted = trustProxy?.(head) ?? false;
    /** The first hop of a forwarded list is what the outermost proxy saw. */
    const forwarded = (name: string): string | undefined =>
      trusted ? headers.get(`x-forwarded-${name}`)?.split(',')[0]?.trim() : undefined;
    const secured = trusted
      ? forwarded('proto') === 'https'
      : (known ?? secure ?? head.url.startsWith('https:'));
    if (requireHttps && !secured) throw new WebhookError('insecure_transport');
    const path = head.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
    if (known) return { method, headers, url: joinUrl(known, path) };
    if (!trusted) return head;
    const host = forwarded('host') ?? headers.get('host');
    return { method, headers, url: `${forwarded('proto') ?? 'https'}://${host}${path}` };
  };
}

/** An origin takes the whole path, a URL with a path takes the query, one with a query is complete. */
function joinUrl({ href, origin, pathname, search }: URL, path: string): string {
  if (search !== '') return href;
  return pathname === '/' ? origin + path : href + path.replace(/^[^?]*/, '');
}
