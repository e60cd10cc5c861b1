import type { CapturedRequest, HeaderPairs } from '../captures/capture.ts';
import { withoutHopByHop } from './hop-by-hop.ts';

/**
 * The headers as they go out: every pair in its place, only the target's own name and the length are set anew.
 *
 * @param request - as it came
 * @param host - of the target
 */
export function forwardedHeaders({ method, headers, body }: CapturedRequest, host: string): HeaderPairs {
  const kept: (readonly [string, string])[] = [];
  const done = new Set<string>();
  // Once, where it stood first: two of them are two readings of one request.
  const once = (name: string, value: string): void => {
    if (!done.has(name.toLowerCase())) kept.push([name, value]);
    done.add(name.toLowerCase());
  };
  for (const [name, value] of withoutHopByHop(headers)) {
    const lower = name.toLowerCase();
    if (lower === 'host') once(name, host);
    else if (lower === 'content-length') once(name, String(body.length));
    else kept.push([name, value]);
  }
  if (!done.has('host')) kept.unshift(['Host', host]);
  const hasBody = body.length > 0 || !['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE'].includes(method);
  if (hasBody) once('Content-Length', String(body.length));
  return kept;
}

/**
 * The path and the query as they go out. A target without a path takes the request's as it is; one with a path takes
 * all requests there, with their query.
 *
 * @param target - of the request line
 * @param to - the application's URL
 */
export function forwardedTarget(target: string, to: URL): string {
  const path = toPath(target);
  if (to.pathname === '/' && to.search === '') return path;
  const at = path.indexOf('?');
  const query = at < 0 ? '' : path.slice(at + 1);
  const both = [to.search.slice(1), query].filter((part) => part !== '').join('&');
  return `${to.pathname}${both === '' ? '' : `?${both}`}`;
}

/** A proxy's client names the whole URL. */
function toPath(target: string): string {
  if (target.startsWith('/')) return target;
  const rest = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target)?.[1] ?? '';
  return rest.startsWith('/') ? rest : `/${rest}`;
}
