import type { CapturedRequest } from '../captures/capture.ts';
import { headerValue } from './header-value.ts';

/**
 * The URL that a request was sent to, as far as it can tell: its scheme is a guess by the host.
 *
 * @param request - the request
 * @param to - the URL that it is to be sent to instead; its path counts where it has one
 */
export function requestUrl({ target, headers }: CapturedRequest, to?: string): string {
  if (to !== undefined) {
    const { origin, pathname, search } = new URL(to);
    return pathname === '/' && search === '' ? origin + toPath(target) : to;
  }
  if (/^https?:\/\//i.test(target)) return target;
  const host = headerValue(headers, 'host') ?? '';
  const safe = /^([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?$/.test(host) ? host : 'localhost';
  const isLocal = /^(localhost|127\.[\d.]+|\[::1\]|[\w-]+\.localhost)(:|$)/.test(safe);
  return `${isLocal ? 'http' : 'https'}://${safe}${toPath(target)}`;
}

/** The path and the query of a target. */
function toPath(target: string): string {
  const path = target.replace(/^[a-z]+:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}
