import type { DeliveryHead } from './delivery.ts';
import { WebhookError } from './error.ts';

/** How the endpoint looks from the provider's side of the proxies. */
export interface PublicSide {
  readonly publicUrl: string | undefined;
  readonly trustProxy: ((head: DeliveryHead) => boolean) | undefined;
  readonly requireHttps: boolean;
}

/**
 * @throws TypeError where the public URL is none, or is not https although https is required
 */
export function checkPublicSide({ publicUrl, requireHttps }: PublicSide): void {
  if (publicUrl === undefined) return;
  if (!URL.canParse(publicUrl)) throw new TypeError('publicUrl is not an absolute URL.');
  if (requireHttps && !publicUrl.startsWith('https:'))
    throw new TypeError('requireHttps needs an https publicUrl.');
}

/** @throws WebhookError `insecure_transport` */
export function refuseInsecure(head: DeliveryHead, side: PublicSide): void {
  if (!side.requireHttps || isSecure(head, side)) return;
  throw new WebhookError(
    'insecure_transport',
    'The delivery came over plain HTTP; behind a proxy that ends TLS give publicUrl or trustProxy.',
  );
}

function isSecure(head: DeliveryHead, { publicUrl, trustProxy }: PublicSide): boolean {
  if (trustProxy?.(head)) return forwarded(head, 'x-forwarded-proto') === 'https';
  if (publicUrl !== undefined) return true;
  return head.secure ?? head.url.startsWith('https:');
}

/** The head with the URL that the provider used: forwarded headers count only where the rule trusts the proxy. */
export function toPublicHead(head: DeliveryHead, side: PublicSide): DeliveryHead {
  if (side.publicUrl === undefined && side.trustProxy === undefined) return head;
  const { method, headers } = head;
  return { method, headers, url: publicUrlOf(head, side) };
}

function publicUrlOf(head: DeliveryHead, { publicUrl, trustProxy }: PublicSide): string {
  const path = head.url.replace(/^[a-z]+:\/\/[^/?#]*/i, '') || '/';
  if (publicUrl !== undefined) {
    const { origin, pathname, search } = new URL(publicUrl);
    if (search !== '') return publicUrl;
    const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
    return pathname === '/' ? origin + path : publicUrl + query;
  }
  if (!trustProxy?.(head)) return head.url;
  const host = forwarded(head, 'x-forwarded-host') ?? head.headers.get('host') ?? '';
  return `${forwarded(head, 'x-forwarded-proto') ?? 'https'}://${host}${path}`;
}

/** The first hop of a forwarded list is what the outermost proxy saw. */
function forwarded(head: DeliveryHead, name: string): string | undefined {
  return head.headers.get(name)?.split(',')[0]?.trim();
}
