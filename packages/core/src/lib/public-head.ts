import type { DeliveryHead } from './delivery.ts';
import type { Endpoint } from './endpoint.ts';

/** The head as the provider sees it; at once where no proxy is configured, else by what is loaded then. */
export function publicHead(head: DeliveryHead, endpoint: Endpoint): DeliveryHead | Promise<DeliveryHead> {
  const { publicUrl, trustProxy, requireHttps } = endpoint;
  if (!publicUrl && !trustProxy && !requireHttps) return head;
  return import('./public-url.ts').then(({ toPublicHead }) => toPublicHead(head, endpoint));
}
