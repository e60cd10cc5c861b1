import type { MiddlewareHandler } from 'hono';
import type { Access } from '../access/access.ts';
import { findActor, readCredential } from '../access/credential.ts';
import { guardOrigin } from '../access/guard-origin.ts';
import type { GatewayContext } from '../context.ts';
import type { ApiEnv } from './api.ts';
import { ApiError } from './api-error.ts';

/** What is answered to somebody who is not signed in. */
const openRoutes: ReadonlySet<string> = new Set(['GET /session', 'POST /session', 'POST /setup']);

/** Refuses what another site may have sent. */
export function refuseOtherSites({ hosts }: Access): MiddlewareHandler<ApiEnv> {
  return async ({ env: { incoming } }, next) => {
    const { headers, method = '' } = incoming;
    const refusal = guardOrigin(
      {
        method,
        host: headers.host,
        origin: headers.origin,
        site: headers['sec-fetch-site'] as string | undefined,
        hasToken: headers.authorization !== undefined,
      },
      hosts,
    );
    if (refusal !== undefined) throw new ApiError(403, 'other_site', refusal);
    await next();
  };
}

/**
 * Lets those pass who are known, and whoever comes for an open route.
 *
 * @param base - before the routes' own paths
 */
export function authenticate(
  context: GatewayContext,
  access: Access,
  base: string,
): MiddlewareHandler<ApiEnv> {
  return async (request, next) => {
    const { incoming } = request.env;
    const credential = readCredential(incoming.headers, access.cookieOf(incoming));
    const actor = credential && (await findActor(context, credential));
    if (actor) request.set('actor', actor);
    else if (!openRoutes.has(`${request.req.method} ${request.req.path.slice(base.length)}`)) {
      throw new ApiError(401, 'not_signed_in', 'Log in, or send a token of the API as a bearer.');
    }
    await next();
  };
}
