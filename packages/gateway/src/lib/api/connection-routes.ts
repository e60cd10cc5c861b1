import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import {
  changeConnection,
  createConnection,
  deleteConnection,
  findConnection,
  viewConnection,
} from '../forwarding/connections.ts';
import { listConnections } from '../forwarding/list-destinations.ts';
import { testFilter } from '../forwarding/test-filter.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody, pageOf, pageQuery } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  connectionChangeSchema,
  connectionSchema,
  filterQuestionSchema,
  filterTestSchema,
  newConnectionSchema,
} from './connection-schemas.ts';

const tags = ['Connections'];
const reading = [allow('read')];
const writing = [allow('write')];
const one = { 200: { description: 'The connection', content: json(connectionSchema) } };

const listQuery = pageQuery.extend({
  endpoint: z.string().max(64).optional(),
  destination: z.string().max(64).optional(),
});

const list = createRoute({
  method: 'get',
  path: '/connections',
  tags,
  middleware: reading,
  summary: 'Every connection, the newest first',
  request: { query: listQuery },
  responses: { 200: { description: 'Connections', content: json(pageOf(connectionSchema)) } },
});
const create = createRoute({
  method: 'post',
  path: '/connections',
  tags,
  middleware: writing,
  summary: 'Joins an endpoint to a destination',
  request: { body: jsonBody(newConnectionSchema) },
  responses: { 201: { description: 'The connection', content: json(connectionSchema) } },
});
const read = createRoute({
  method: 'get',
  path: '/connections/{id}',
  tags,
  middleware: reading,
  summary: 'A connection',
  request: { params: idParams },
  responses: one,
});
const change = createRoute({
  method: 'patch',
  path: '/connections/{id}',
  tags,
  middleware: writing,
  summary: 'Changes what passes, or whether anything does',
  request: { params: idParams, body: jsonBody(connectionChangeSchema) },
  responses: one,
});
const remove = createRoute({
  method: 'delete',
  path: '/connections/{id}',
  tags,
  middleware: writing,
  summary: 'Deletes a connection; what waits because of it is cancelled',
  request: { params: idParams },
  responses: { 204: { description: 'It is gone' } },
});
const test = createRoute({
  method: 'post',
  path: '/filters/test',
  tags,
  middleware: reading,
  summary: 'Asks a filter about the last verified events',
  request: { body: jsonBody(filterQuestionSchema) },
  responses: { 200: { description: 'What it lets pass', content: json(filterTestSchema) } },
});

/** What joins endpoints to destinations. */
export const connectionRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json(await listConnections(context, c.req.valid('query')), 200));
    api.openapi(create, async (c) =>
      c.json(await createConnection(context, c.get('actor'), c.req.valid('json')), 201),
    );
    api.openapi(read, async (c) =>
      c.json(viewConnection(await findConnection(context, c.req.valid('param').id)), 200),
    );
    api.openapi(change, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await changeConnection(context, c.get('actor'), id, c.req.valid('json')), 200);
    });
    api.openapi(remove, async (c) => {
      await deleteConnection(context, c.get('actor'), c.req.valid('param').id);
      return c.body(null, 204);
    });
    api.openapi(test, async (c) => c.json(await testFilter(context, c.req.valid('json')), 200));
  };
