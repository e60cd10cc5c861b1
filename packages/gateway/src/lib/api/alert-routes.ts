import { createRoute } from '@hono/zod-openapi';
import { listAlerts, retrySend } from '../alerting/alerts.ts';
import type { GatewayContext } from '../context.ts';
import { alertQuerySchema, alertSchema } from './alert-schemas.ts';
import { allow } from './allow.ts';
import { idParams, json, pageOf } from './answers.ts';
import type { AddRoutes } from './api.ts';

const tags = ['Alerts'];

const list = createRoute({
  method: 'get',
  path: '/alerts',
  tags,
  middleware: [allow('read')],
  summary: 'What was said, and what became of it; the newest first',
  request: { query: alertQuerySchema },
  responses: { 200: { description: 'A page', content: json(pageOf(alertSchema)) } },
});
const retry = createRoute({
  method: 'post',
  path: '/sends/{id}/retry',
  tags,
  middleware: [allow('replay')],
  summary: 'Sends once more what was given up',
  request: { params: idParams },
  responses: { 204: { description: 'It is due' } },
});

/** What was said. */
export const alertRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json(await listAlerts(context, c.req.valid('query')), 200));
    api.openapi(retry, async (c) => {
      await retrySend(context, c.get('actor'), c.req.valid('param').id);
      return c.body(null, 204);
    });
  };
