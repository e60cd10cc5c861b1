import { Hono } from 'hono';
import type { Access } from '../access/access.ts';
import { ApiError } from '../api/api-error.ts';
import type { AddRoutes, ApiEnv } from '../api/api.ts';
import { apiBase, createApi } from '../api/create-api.ts';
import { addHealth } from '../api/health-routes.ts';
import { addMetrics } from '../api/metrics-route.ts';
import { toProblem } from '../api/problem.ts';
import type { GatewayContext } from '../context.ts';
import type { Dashboard } from '../dashboard/read-dashboard.ts';
import { serveDashboard } from '../dashboard/serve-dashboard.ts';

/** What the admin listener answers with. */
export interface AppParts {
  readonly access: Access;
  /** The routes of the API. */
  readonly modules: readonly AddRoutes[];
  readonly dashboard: Dashboard | undefined;
  isStopping(): boolean;
}

/** Everything that the admin listener answers: health, the API, and the dashboard. */
export function createApp(
  context: GatewayContext,
  { access, modules, dashboard, isStopping }: AppParts,
): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  const noRoute = new ApiError(404, 'not_found', 'There is no such route.');
  const log = (error: unknown): void => context.log.error({ err: error }, 'a request has failed');
  app.onError((error) => toProblem(error, log));
  app.notFound(() => toProblem(noRoute, log));
  addHealth(app, context, isStopping);
  addMetrics(app, context, access);
  app.route(apiBase, createApi(context, access, modules));
  app.all('/api/*', () => toProblem(noRoute, log));
  app.get('*', serveDashboard(dashboard));
  return app;
}
