import type { DeliveryHead } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';

/**
 * The head with the URL that the provider used: forwarded headers count only where the rule trusts the proxy.
 *
 * @throws WebhookError `insecure_transport` where https is required
 */
export function toPublicHead(head: DeliveryHead, endpoint: Endpoint): DeliveryHead {
  const { publicUrl, trustProxy, requireHttps } = endpoint;
  const { method, headers, secure } = head;
  const trusted = trustProxy?.(head) ?? false;
  /** The first hop of a forwarded list is what the outermost proxy saw. */
  const forwarded = (name: string): string | undefined =>
    trusted ? headers.get(`x-forwarded-${name}`)?.split(',')[0]?.trim() : undefined;
  const secured = trusted
    ? forwarded('proto') === 'https'
    : (secure ?? false) || (publicUrl ?? head.url).startsWith('https:');
  if (requireHttps && !secured) throw new WebhookError('insecure_transport');
  const path = head.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  const receivedUrl = head.url;
  if (publicUrl !== undefined) return { method, headers, url: joinUrl(publicUrl, path), receivedUrl };
  if (!trusted) return head;
  const host = forwarded('host') ?? headers.get('host');
  return { method, headers, url: `${forwarded('proto') ?? 'https'}://${host}${path}`, receivedUrl };
}

/** An origin takes the whole path, a URL with a path takes the query, one with a query is complete. */
function joinUrl(publicUrl: string, path: string): string {
  const { origin, pathname, search } = new URL(publicUrl);
  if (search !== '') return publicUrl;
  return pathname === '/' ? origin + path : publicUrl + path.replace(/^[^?]*/, '');
}
