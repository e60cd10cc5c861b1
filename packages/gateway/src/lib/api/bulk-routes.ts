import { createRoute } from '@hono/zod-openapi';
import type { GatewayContext } from '../context.ts';
import { cancelBulk, createBulk, findBulk, listBulks, planBulk } from '../forwarding/bulk-retries.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody, pageOf, pageQuery } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { bulkPlanSchema, bulkRequestSchema, bulkSchema } from './bulk-schemas.ts';

const tags = ['Bulk retries'];
const reading = [allow('read')];
const replaying = [allow('replay')];
const one = { 200: { description: 'The bulk retry', content: json(bulkSchema) } };

const plan = createRoute({
  method: 'post',
  path: '/bulk-retries/plan',
  tags,
  middleware: replaying,
  summary: 'How many forwards would be retried, to each destination',
  request: { body: jsonBody(bulkRequestSchema) },
  responses: { 200: { description: 'How many', content: json(bulkPlanSchema) } },
});
const create = createRoute({
  method: 'post',
  path: '/bulk-retries',
  tags,
  middleware: replaying,
  summary: 'Retries dead forwards behind the answer, in batches; goes on after a restart',
  request: { body: jsonBody(bulkRequestSchema) },
  responses: { 201: { description: 'The bulk retry', content: json(bulkSchema) } },
});
const list = createRoute({
  method: 'get',
  path: '/bulk-retries',
  tags,
  middleware: reading,
  summary: 'Bulk retries, the newest first',
  request: { query: pageQuery },
  responses: { 200: { description: 'Bulk retries', content: json(pageOf(bulkSchema)) } },
});
const read = createRoute({
  method: 'get',
  path: '/bulk-retries/{id}',
  tags,
  middleware: reading,
  summary: 'How far a bulk retry has come',
  request: { params: idParams },
  responses: one,
});
const cancel = createRoute({
  method: 'post',
  path: '/bulk-retries/{id}/cancel',
  tags,
  middleware: replaying,
  summary: 'Ends a bulk retry; what was made due already stays so',
  request: { params: idParams },
  responses: one,
});

/** Many forwards at once. */
export const bulkRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(plan, async (c) => c.json(await planBulk(context, c.req.valid('json').query), 200));
    api.openapi(create, async (c) =>
      c.json(await createBulk(context, c.get('actor'), c.req.valid('json').query), 201),
    );
    api.openapi(list, async (c) => c.json(await listBulks(context, c.req.valid('query')), 200));
    api.openapi(read, async (c) => c.json(await findBulk(context, c.req.valid('param').id), 200));
    api.openapi(cancel, async (c) =>
      c.json(await cancelBulk(context, c.get('actor'), c.req.valid('param').id), 200),
    );
  };
