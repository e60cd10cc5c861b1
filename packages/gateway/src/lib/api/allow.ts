import type { MiddlewareHandler } from 'hono';
import type { ApiEnv, Scope } from './api.ts';
import { ApiError } from './api-error.ts';

/** Lets those pass who have a scope. */
export function allow(scope: Scope): MiddlewareHandler<ApiEnv> {
  return async (context, next) => {
    if (!context.get('actor').scopes.includes(scope)) {
      throw new ApiError(403, 'forbidden', `This needs the scope ${scope}.`);
    }
    await next();
  };
}
