import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { createGatewayClient } from '../../src/client.ts';
import { routeModules } from '../../src/lib/start/parts.ts';
import { openStage } from '../access/open-stage.ts';

/** Not for a token: a browser's session, and what does not end. */
const notForClients = [
  'DELETE /session',
  'GET /stream',
  'POST /forwarded/{endpointId}',
  'POST /session',
  'POST /session/password',
  'POST /setup',
];

test('the client names every route of the document, and no other', async () => {
  await using stage = await openStage({ modules: routeModules });
  const { json } = await stage.ask('/openapi.json', { cookie: await stage.setUp() });
  const documented = Object.entries(json['paths'] as object).flatMap(([path, methods]) =>
    Object.keys(methods as object).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const source = await readFile(new URL('../../src/lib/client/gateway-routes.ts', import.meta.url), 'utf8');
  const named = [...source.matchAll(/^ {2}'([A-Z]+ \/[^']*)':/gm)].map(([, name]) => name ?? '');
  expect([...named, ...notForClients].toSorted()).toEqual(documented.toSorted());
});

/** What a client sends, as a server would see it. */
async function sent(
  ask: (client: ReturnType<typeof createGatewayClient>) => Promise<unknown>,
): Promise<Request> {
  let request: Request | undefined;
  const fetch: typeof globalThis.fetch = (input, init) => {
    request = new Request(input as string, init);
    return Promise.resolve(Response.json({}));
  };
  await ask(createGatewayClient({ url: 'https://gateway.example.com/', token: 'gw_test', fetch }));
  return request ?? expect.fail('nothing was sent');
}

test('a path is filled with what cannot leave its place, and a query with what is said', async () => {
  const request = await sent((client) =>
    client.ask('GET /events', { query: { type: 'invoice.* & more', limit: 5 } }),
  );
  expect(request.url).toBe('https://gateway.example.com/api/v1/events?type=invoice.*+%26+more&limit=5');
  const other = await sent((client) => client.ask('GET /events/{id}', { path: { id: '../users?x' } }));
  expect(other.url).toBe('https://gateway.example.com/api/v1/events/..%2Fusers%3Fx');
  expect(other.headers.get('authorization')).toBe('Bearer gw_test');
});

test.each(['', '.', '..'])('the id %j would be another route, and is refused', async (id) => {
  await expect(sent((client) => client.ask('DELETE /users/{id}', { path: { id } }))).rejects.toThrow(
    TypeError,
  );
});

test.each([
  ['a URL that is none', { url: 'gateway', token: 'gw_x' }, /url must be/],
  ['a token that is none', { url: 'http://127.0.0.1:4400', token: 'sk_x' }, /begins with gw_/],
])('%s is a mistake of the program', (_name, options, message) => {
  expect(() => createGatewayClient(options)).toThrow(message);
});
