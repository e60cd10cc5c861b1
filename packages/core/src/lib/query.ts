import type { DeliveryHead } from './delivery.ts';

/** The query of a delivery's URL, which is a path on some runtimes and absolute on others. */
export function queryOf({ url }: Pick<DeliveryHead, 'url'>): URLSearchParams {
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at).replace(/#.*$/s, ''));
}
