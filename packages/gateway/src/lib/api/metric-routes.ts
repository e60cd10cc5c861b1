import { createRoute } from '@hono/zod-openapi';
import type { GatewayContext } from '../context.ts';
import { readOverview } from '../metrics/overview.ts';
import { allow } from './allow.ts';
import { json } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { overviewQuery, overviewSchema } from './metric-schemas.ts';

const overview = createRoute({
  method: 'get',
  path: '/metrics/overview',
  tags: ['Metrics'],
  middleware: [allow('read')],
  summary: 'What happened over time, and how it stands',
  request: { query: overviewQuery },
  responses: { 200: { description: 'The overview', content: json(overviewSchema) } },
});

/** What the overview shows. */
export const metricRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(overview, async (c) => c.json(await readOverview(context, c.req.valid('query')), 200));
  };
