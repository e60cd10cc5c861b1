import type { Access } from '../access/access.ts';
import type { GatewayContext } from '../context.ts';
import type { AddRoutes } from './api.ts';
import { auditRoutes } from './audit-routes.ts';
import { sessionRoutes, type StartState } from './session-routes.ts';
import { tokenRoutes } from './token-routes.ts';
import { userRoutes } from './user-routes.ts';

/** Who may do what: setup, login, users, tokens, and what they did. */
export const accessRoutes =
  (context: GatewayContext, access: Access, start: StartState): AddRoutes =>
  (api) => {
    const all = [
      sessionRoutes(context, access, start),
      userRoutes(context, access),
      tokenRoutes(context, access),
      auditRoutes(context),
    ];
    for (const addRoutes of all) addRoutes(api);
  };
