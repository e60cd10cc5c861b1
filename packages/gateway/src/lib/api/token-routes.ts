import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Access } from '../access/access.ts';
import { createToken, deleteToken, listTokens } from '../access/tokens.ts';
import type { GatewayContext } from '../context.ts';
import { createdTokenSchema, newTokenSchema, tokenSchema } from './access-schemas.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';

const tags = ['Access'];
const middleware = [allow('admin')];

const list = createRoute({
  method: 'get',
  path: '/tokens',
  tags,
  middleware,
  summary: 'Every token of the API, without itself',
  responses: {
    200: { description: 'Every token', content: json(z.object({ items: z.array(tokenSchema) })) },
  },
});
const create = createRoute({
  method: 'post',
  path: '/tokens',
  tags,
  middleware,
  summary: 'Makes a token, which is shown this once',
  request: { body: jsonBody(newTokenSchema) },
  responses: { 201: { description: 'The token', content: json(createdTokenSchema) } },
});
const remove = createRoute({
  method: 'delete',
  path: '/tokens/{id}',
  tags,
  middleware,
  summary: 'Deletes a token; it is refused from now on',
  request: { params: idParams },
  responses: { 204: { description: 'It is gone' } },
});

/** The tokens of the API, for owners. */
export const tokenRoutes =
  (context: GatewayContext, access: Access): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json({ items: await listTokens(context) }, 200));
    api.openapi(create, async (c) =>
      c.json(await createToken(context, c.get('actor'), c.req.valid('json')), 201),
    );
    api.openapi(remove, async (c) => {
      await deleteToken(context, c.get('actor'), c.req.valid('param').id);
      access.tellEnd();
      return c.body(null, 204);
    });
  };
