import { OpenAPIHono } from '@hono/zod-openapi';
import type { Access } from '../access/access.ts';
import type { GatewayContext } from '../context.ts';
import { version } from '../package-folder.ts';
import type { AddRoutes, Api, ApiEnv } from './api.ts';
import { authenticate, refuseOtherSites } from './authenticate.ts';
import { limitBody } from './limit-body.ts';
import { toInvalid, toProblem } from './problem.ts';
import { replayAnswer } from './replay-answer.ts';

/** Where the API stands. */
export const apiBase = '/api/v1';

/**
 * Makes the API: every route behind the same guards, and every error as problem details.
 *
 * @param context - of the gateway
 * @param access - what requests are judged by
 * @param modules - the routes of each resource
 */
export function createApi(context: GatewayContext, access: Access, modules: readonly AddRoutes[]): Api {
  const api: Api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => (result.success ? undefined : toInvalid(result.target, result.error)),
  });
  api.onError((error, c) =>
    toProblem(error, (cause) => {
      context.log.error(
        { err: cause, method: c.req.method, path: c.req.path },
        'a request of the API has failed',
      );
    }),
  );
  api.use(refuseOtherSites(access));
  api.use(authenticate(context, access, apiBase));
  api.use(limitBody(context));
  api.use(replayAnswer(context));
  api.use(async (c, next) => {
    await next();
    // What the API says is for who has asked, now.
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store');
  });
  for (const addRoutes of modules) addRoutes(api);
  addDocument(api);
  return api;
}

/** Adds `GET /openapi.json`: what the routes say of themselves, written at the first request. */
function addDocument(api: Api): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the API, made in the dashboard: `gw_…`',
  });
  let text: string | undefined;
  api.get('/openapi.json', (c) => {
    text ??= JSON.stringify(toDocument(api));
    return c.body(text, 200, { 'content-type': 'application/json' });
  });
}

function toDocument(api: Api): object {
  return api.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Hooklatch gateway',
      version,
      description:
        'Every error is answered as problem details (RFC 9457), with a `code` that stays the same.',
    },
    servers: [{ url: apiBase }],
    security: [{ token: [] }],
  });
}
