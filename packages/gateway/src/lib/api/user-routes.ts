import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Access } from '../access/access.ts';
import { changeUser, createUser, deleteUser, listUsers } from '../access/users.ts';
import type { GatewayContext } from '../context.ts';
import { newUserSchema, userChangeSchema, userSchema } from './access-schemas.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';

const tags = ['Access'];
const middleware = [allow('admin')];

const list = createRoute({
  method: 'get',
  path: '/users',
  tags,
  middleware,
  summary: 'Every user',
  responses: { 200: { description: 'Every user', content: json(z.object({ items: z.array(userSchema) })) } },
});
const create = createRoute({
  method: 'post',
  path: '/users',
  tags,
  middleware,
  summary: 'Adds a user',
  request: { body: jsonBody(newUserSchema) },
  responses: { 201: { description: 'The user', content: json(userSchema) } },
});
const change = createRoute({
  method: 'patch',
  path: '/users/{id}',
  tags,
  middleware,
  summary: 'Changes a user; another password ends his sessions',
  request: { params: idParams, body: jsonBody(userChangeSchema) },
  responses: { 200: { description: 'The user', content: json(userSchema) } },
});
const remove = createRoute({
  method: 'delete',
  path: '/users/{id}',
  tags,
  middleware,
  summary: 'Deletes a user',
  request: { params: idParams },
  responses: { 204: { description: 'He is gone' } },
});

/** The users, for owners. */
export const userRoutes =
  (context: GatewayContext, access: Access): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json({ items: await listUsers(context) }, 200));
    api.openapi(create, async (c) =>
      c.json(await createUser(context, c.get('actor'), c.req.valid('json')), 201),
    );
    api.openapi(change, async (c) => {
      const user = await changeUser(context, c.get('actor'), c.req.valid('param').id, c.req.valid('json'));
      access.tellEnd();
      return c.json(user, 200);
    });
    api.openapi(remove, async (c) => {
      await deleteUser(context, c.get('actor'), c.req.valid('param').id);
      access.tellEnd();
      return c.body(null, 204);
    });
  };
