import type { IncomingMessage } from 'node:http';

/**
 * Why a request is refused that a foreign page may have made: by a name that was bound to 127.0.0.1 (DNS rebinding), or
 * from another origin, of which other ports of this machine are some.
 *
 * @param request - any
 * @param port - the one that is listened on
 * @returns a sentence; `undefined` where it may go on
 */
export function guardRequest({ method, headers }: IncomingMessage, port: number): string | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host, origin } = headers;
  if (host === undefined || !hosts.includes(host)) return 'The Host header names another server.';
  if (origin !== undefined && origin !== `http://${host}`) return 'The Origin is another one.';
  const isSafe = method === 'GET' || method === 'HEAD';
  if (!isSafe && origin === undefined) return 'An Origin is missing.';
  const site = headers['sec-fetch-site'];
  // A link from elsewhere may open the page, which shows nothing without the token; nothing else may be asked for.
  const isVisit =
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  const isOwn = site === undefined || site === 'same-origin' || site === 'none';
  return isOwn || isVisit ? undefined : 'The request comes from another site.';
}
