import type { DeliveryHead } from './delivery.ts';

/**
 * The query of the URL as it arrived, which is a path on some runtimes and absolute on others. What `publicUrl` says is
 * not looked at: it would make the configuration the sender.
 *
 * @param head - the delivery's
 * @returns the parameters
 */
export function queryOf(head: Pick<DeliveryHead, 'url' | 'receivedUrl'>): URLSearchParams {
  const url = head.receivedUrl ?? head.url;
  const [, query = ''] = /^[^?#]*(\?[^#]*)/.exec(url) ?? [];
  return new URLSearchParams(query);
}
