import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import { takeForwarded } from '../reports/take-forwarded.ts';
import { takeReports } from '../reports/take-reports.ts';
import { allow } from './allow.ts';
import { json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { handedSchema, reportsSchema, takenSchema } from './report-schemas.ts';

const tags = ['Applications'];
const middleware = [allow('ingest')];
const params = z.object({ endpointId: z.string().max(64) });

const handOn = createRoute({
  method: 'post',
  path: '/forwarded/{endpointId}',
  tags,
  middleware,
  summary: 'Keeps a request that an application has verified; it is not verified again',
  request: {
    params,
    body: {
      required: true,
      content: { 'application/vnd.hooklatch.request': { schema: z.string().meta({ format: 'binary' }) } },
    },
  },
  responses: { 200: { description: 'What it is in the log', content: json(handedSchema) } },
});
const report = createRoute({
  method: 'post',
  path: '/reports/{endpointId}',
  tags,
  middleware,
  summary: 'Keeps what an application says of deliveries, without their bytes',
  request: { params, body: jsonBody(reportsSchema) },
  responses: { 200: { description: 'How many there are', content: json(takenSchema) } },
});

/** What applications hand on and report. */
export const reportRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(handOn, async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await takeForwarded(context, c.req.valid('param').endpointId, bytes), 200);
    });
    api.openapi(report, async (c) => {
      const { reports } = c.req.valid('json');
      return c.json(await takeReports(context, c.req.valid('param').endpointId, reports), 200);
    });
  };
