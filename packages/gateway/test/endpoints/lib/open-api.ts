import { OpenAPIHono } from '@hono/zod-openapi';
import { endpointRoutes } from '../../../src/lib/api/endpoint-routes.ts';
import type { ApiEnv, Scope } from '../../../src/lib/api/api.ts';
import { toInvalid, toProblem } from '../../../src/lib/api/problem.ts';
import { providerRoutes } from '../../../src/lib/api/provider-routes.ts';
import type { GatewayContext } from '../../../src/lib/context.ts';

/** What the API answers. */
export interface ApiAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly body: Body;
}

/** Asks the routes of endpoints as somebody who may do so. */
export type Ask = <Body = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
) => Promise<ApiAnswer<Body>>;

/** The routes of endpoints, for one who asks. */
export function openApi(context: GatewayContext, scopes: readonly Scope[] = ['read', 'write']): Ask {
  const api = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => (result.success ? undefined : toInvalid(result.target, result.error)),
  });
  api.onError((error) => toProblem(error, () => {}));
  api.use(async (c, next) => {
    c.set('actor', { kind: 'user', id: 'usr_test', name: 'Ada', scopes });
    await next();
  });
  endpointRoutes(context)(api);
  providerRoutes(context)(api);
  return async (method, path, body) => {
    const headers = { 'content-type': 'application/json' };
    const response = await api.request(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as never };
  };
}
