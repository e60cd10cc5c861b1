import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/access.ts';
import type { ApiEnv } from '../api/api.ts';
import { setSecurityHeaders } from '../dashboard/security-headers.ts';

/** Asked by name by whatever watches over the gateway: they say nothing to a stranger. */
const byAnyName: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/metrics']);

/**
 * Answers the requests of the admin listener.
 *
 * @param app - what answers
 * @param access - which names it is reached by
 * @param isStopping - whether connections are kept no longer
 */
export function answerAdmin(
  app: Hono<ApiEnv>,
  { hosts }: Access,
  isStopping: () => boolean,
): (request: IncomingMessage, response: ServerResponse) => void {
  const answer = getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  });
  return (request, response) => {
    const { host = '' } = request.headers;
    setSecurityHeaders(response, hosts.originOf(host).startsWith('https:'));
    if (isStopping()) response.setHeader('connection', 'close');
    const [path = ''] = (request.url ?? '').split('?');
    if (hosts.has(host) || byAnyName.has(path)) return void answer(request, response);
    const problem = {
      type: 'about:blank',
      title: 'Misdirected Request',
      status: 421,
      code: 'unknown_host',
      detail: 'The gateway is not reached by this name: start it with --dashboard-url.',
    };
    response.writeHead(421, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
  };
}
