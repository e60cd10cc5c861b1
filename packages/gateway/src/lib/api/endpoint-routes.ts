import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import { toEndpointViews, toSecretView } from '../endpoints/endpoint-view.ts';
import { changeEndpoint, createEndpoint, deleteEndpoint, listEndpoints } from '../endpoints/endpoints.ts';
import { readEndpoint } from '../endpoints/read-endpoint.ts';
import { addSecret, deleteSecret, retireSecret } from '../endpoints/secrets.ts';
import { sendTest } from '../endpoints/send-test.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody, pageOf, pageQuery } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  endpointChangeSchema,
  endpointSchema,
  newEndpointSchema,
  newSecretSchema,
  secretChangeSchema,
  secretSchema,
  testDeliverySchema,
  testRequestSchema,
  type Endpoint,
} from './endpoint-schemas.ts';

const tags = ['Endpoints'];
const reading = allow('read');
const writing = allow('write');
const secretParams = z.object({
  id: z.string().max(64),
  secretId: z.string().max(64),
});

const list = createRoute({
  method: 'get',
  path: '/endpoints',
  tags,
  middleware: reading,
  summary: 'Every endpoint, the newest first',
  request: { query: pageQuery },
  responses: { 200: { description: 'Endpoints', content: json(pageOf(endpointSchema)) } },
});
const create = createRoute({
  method: 'post',
  path: '/endpoints',
  tags,
  middleware: writing,
  summary: 'Makes an endpoint, with an address of its own',
  request: { body: jsonBody(newEndpointSchema) },
  responses: { 201: { description: 'The endpoint', content: json(endpointSchema) } },
});
const read = createRoute({
  method: 'get',
  path: '/endpoints/{id}',
  tags,
  middleware: reading,
  summary: 'An endpoint',
  request: { params: idParams },
  responses: { 200: { description: 'The endpoint', content: json(endpointSchema) } },
});
const change = createRoute({
  method: 'patch',
  path: '/endpoints/{id}',
  tags,
  middleware: writing,
  summary: 'Changes an endpoint; its address stays',
  request: { params: idParams, body: jsonBody(endpointChangeSchema) },
  responses: { 200: { description: 'The endpoint', content: json(endpointSchema) } },
});
const remove = createRoute({
  method: 'delete',
  path: '/endpoints/{id}',
  tags,
  middleware: writing,
  summary: 'Deletes an endpoint and its secrets; its address is never used again',
  request: { params: idParams },
  responses: { 204: { description: 'It is gone' } },
});
const test = createRoute({
  method: 'post',
  path: '/endpoints/{id}/test',
  tags,
  middleware: writing,
  summary: 'Sends a signed delivery through the door, as the provider would',
  request: { params: idParams, body: jsonBody(testRequestSchema) },
  responses: { 200: { description: 'What came of it', content: json(testDeliverySchema) } },
});
const add = createRoute({
  method: 'post',
  path: '/endpoints/{id}/secrets',
  tags,
  middleware: writing,
  summary: 'Adds a secret before all others, which end when you say',
  request: { params: idParams, body: jsonBody(newSecretSchema) },
  responses: { 201: { description: 'The secret, without itself', content: json(secretSchema) } },
});
const retire = createRoute({
  method: 'patch',
  path: '/endpoints/{id}/secrets/{secretId}',
  tags,
  middleware: writing,
  summary: 'Says when a secret ends',
  request: { params: secretParams, body: jsonBody(secretChangeSchema) },
  responses: { 200: { description: 'The secret, without itself', content: json(secretSchema) } },
});
const forget = createRoute({
  method: 'delete',
  path: '/endpoints/{id}/secrets/{secretId}',
  tags,
  middleware: writing,
  summary: 'Deletes a secret for good',
  request: { params: secretParams },
  responses: { 204: { description: 'It is gone' } },
});

/** Endpoints and their secrets. */
export const endpointRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    const show = async (row: Row<'endpoints'>): Promise<Endpoint> =>
      (await toEndpointViews(context, [row]))[0] as Endpoint;
    api.openapi(list, async (c) => {
      const { rows, next } = await listEndpoints(context, c.req.valid('query'));
      return c.json({ items: await toEndpointViews(context, rows), next }, 200);
    });
    api.openapi(create, async (c) => {
      const row = await createEndpoint(context, c.get('actor'), c.req.valid('json'));
      return c.json(await show(row), 201);
    });
    api.openapi(read, async (c) => {
      return c.json(await show(await readEndpoint(context.db, c.req.valid('param').id)), 200);
    });
    api.openapi(change, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await show(await changeEndpoint(context, c.get('actor'), id, c.req.valid('json'))), 200);
    });
    api.openapi(remove, async (c) => {
      await deleteEndpoint(context, c.get('actor'), c.req.valid('param').id);
      return c.body(null, 204);
    });
    api.openapi(test, async (c) => {
      return c.json(await sendTest(context, c.req.valid('param').id, c.req.valid('json').type), 200);
    });
    api.openapi(add, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(toSecretView(await addSecret(context, c.get('actor'), id, c.req.valid('json'))), 201);
    });
    api.openapi(retire, async (c) => {
      const { id: endpointId, secretId } = c.req.valid('param');
      const { expiresAt } = c.req.valid('json');
      const row = await retireSecret(context, c.get('actor'), { endpointId, secretId }, expiresAt);
      return c.json(toSecretView(row), 200);
    });
    api.openapi(forget, async (c) => {
      const { id: endpointId, secretId } = c.req.valid('param');
      await deleteSecret(context, c.get('actor'), { endpointId, secretId });
      return c.body(null, 204);
    });
  };
