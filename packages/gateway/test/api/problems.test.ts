import { createRoute } from '@hono/zod-openapi';
import { request } from 'node:http';
import { expect, test } from 'vitest';
import { allow } from '../../src/lib/api/allow.ts';
import type { AddRoutes } from '../../src/lib/api/api.ts';
import { openStage, type StageOptions } from '../access/open-stage.ts';
import { accessRoutes } from '../../src/lib/api/access-routes.ts';

const failing: AddRoutes = (api) => {
  const route = createRoute({
    method: 'get',
    path: '/fails',
    middleware: [allow('read')],
    responses: { 204: { description: '' } },
  });
  api.openapi(route, () => {
    throw new Error('the password of the database is swordfish');
  });
};

const modules: StageOptions['modules'] = (context, access, start) => [
  accessRoutes(context, access, start),
  failing,
];

const users = {
  method: 'POST',
  body: { email: 'a@example.com', name: 'A', role: 'viewer', password: 'long enough as it is' },
};

test.each([
  ['an unknown route', '/nothing', {}, 404, 'not_found'],
  ['an unknown method', '/users', { method: 'PUT' }, 404, 'not_found'],
  ['an unknown thing', '/users/usr_0', { method: 'DELETE' }, 404, 'not_found'],
  ['no JSON', '/users', { method: 'POST', body: '{"email"' }, 400, 'invalid_request'],
  [
    'another media type',
    '/users',
    { ...users, headers: { 'content-type': 'text/xml' } },
    415,
    'wrong_media_type',
  ],
  ['a missing field', '/users', { method: 'POST', body: {} }, 422, 'invalid'],
  ['a wrong query', '/audit?limit=201', {}, 422, 'invalid'],
  [
    'a body of more than 1 MiB',
    '/users',
    { method: 'POST', body: ' '.repeat(2 ** 20 + 1) },
    413,
    'too_large',
  ],
  ['what fails in the gateway', '/fails', {}, 500, 'failed'],
])('%s is answered as problem details', async (_name, path, asked, status, code) => {
  await using stage = await openStage({ modules });
  const answer = await stage.ask(path, { cookie: await stage.setUp(), ...asked });
  expect(answer).toMatchObject({
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    json: { type: 'about:blank', status, code },
  });
  expect(answer.text).not.toContain('swordfish');
});

test('every field that is wrong is named', async () => {
  await using stage = await openStage();
  const body = { email: 'x', name: '', role: 'king', password: 'short' };
  const answer = await stage.ask('/users', { method: 'POST', cookie: await stage.setUp(), body });
  const errors = answer.json['errors'] as readonly { field: string }[];
  expect(errors.map(({ field }) => field)).toEqual(['body.email', 'body.name', 'body.role', 'body.password']);
});

test.each([
  ['/users', { ...users.body, name: 'A\nB' }],
  ['/tokens', { name: 'A\0B', scopes: ['read'] }],
])('a name that is no line is refused: %s', async (path, body) => {
  await using stage = await openStage();
  const answer = await stage.ask(path, { method: 'POST', cookie: await stage.setUp(), body });
  expect(answer).toMatchObject({
    status: 422,
    json: { errors: [{ field: 'body.name', message: 'A name is one line.' }] },
  });
});

test('the document names every route, and how it is asked for', async () => {
  await using stage = await openStage();
  const { json } = await stage.ask('/openapi.json', { cookie: await stage.setUp() });
  expect(json).toMatchObject({
    openapi: '3.1.0',
    servers: [{ url: '/api/v1' }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
  });
  expect(Object.keys(json['paths'] as object)).toContain('/users/{id}');
});

test('what the API answers is kept by nobody', async () => {
  await using stage = await openStage();
  const { headers } = await stage.ask('/users', { cookie: await stage.setUp() });
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
});

test.each([
  '//evil.example/',
  '/%',
  '/api/v1/%E0%A4%A',
  '/\\evil',
  '/api/v1/../../../etc/passwd',
  '*',
  'http://evil.example/',
])('the target %s does no harm', async (path) => {
  await using stage = await openStage();
  const { port } = stage;
  const status = await new Promise((resolve, reject) => {
    const sent = request({ port, path, headers: { host: `127.0.0.1:${port}` }, agent: false }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    sent.on('error', reject).end();
  });
  expect([200, 400, 401, 404, 421, 503]).toContain(status);
  expect((await stage.ask('/session')).status).toBe(200);
});
