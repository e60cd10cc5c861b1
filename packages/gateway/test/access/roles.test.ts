import { expect, test } from 'vitest';
import { routeModules } from '../../src/lib/start/parts.ts';
import { openStage, type Stage } from './open-stage.ts';

interface Route {
  readonly method: string;
  readonly path: string;
  readonly isOpen: boolean;
}

/** They ask, and change nothing: who reads may ask. */
const onlyAsks: ReadonlySet<string> = new Set([
  'POST /filters/test',
  'POST /rules/preview',
  'POST /events/{id}/verify',
]);
/** What concerns nobody else. */
const ownAffairs: ReadonlySet<string> = new Set(['DELETE /session', 'POST /session/password']);

const open: ReadonlySet<string> = new Set(['GET /session', 'POST /session', 'POST /setup']);

/** Every route that the document names, of every resource of the gateway. */
async function readRoutes(stage: Stage, cookie: string): Promise<readonly Route[]> {
  const { json } = await stage.ask('/openapi.json', { cookie });
  const paths = json['paths'] as Readonly<Record<string, Readonly<Record<string, { security?: unknown[] }>>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security }]) => ({
      method: method.toUpperCase(),
      path,
      isOpen: security?.length === 0,
    })),
  );
}

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const isSafe = ({ method }: Route): boolean => method === 'GET';

/** Asks for routes one after the other; resolves to what each was answered with. */
async function askAll(
  stage: Stage,
  routes: readonly Route[],
  asked: { readonly cookie?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<ReadonlyMap<string, number>> {
  const statuses = new Map<string, number>();
  for (const route of routes) {
    const path = route.path.replace(/\{\w+\}/g, 'none_0');
    // oxlint-disable-next-line no-await-in-loop
    const { status } = await stage.ask(path, { method: route.method, ...asked });
    statuses.set(nameOf(route), status);
  }
  return statuses;
}

const withStatus = (statuses: ReadonlyMap<string, number>, status: number): readonly string[] =>
  [...statuses].filter(([, found]) => found === status).map(([name]) => name);

/** All but the stream, which does not end. */
const ending = (routes: readonly Route[]): readonly Route[] =>
  routes.filter(({ path }) => path !== '/stream');

test('every route refuses nobody, but for the setup and the login', async () => {
  await using stage = await openStage({ modules: routeModules });
  const routes = await readRoutes(stage, await stage.setUp());
  expect(routes.length).toBeGreaterThan(12);
  const statuses = await askAll(stage, routes);
  expect(withStatus(statuses, 401)).toEqual(routes.map(nameOf).filter((name) => !open.has(name)));
  expect(
    routes
      .filter(({ isOpen }) => isOpen)
      .map(nameOf)
      .toSorted(),
  ).toEqual([...open].toSorted());
});

test('a viewer changes nothing', async () => {
  await using stage = await openStage({ modules: routeModules });
  const owner = await stage.setUp();
  const viewer = await stage.signIn('viewer');
  const isChange = (route: Route): boolean =>
    !isSafe(route) && ![open, onlyAsks, ownAffairs].some((names) => names.has(nameOf(route)));
  const changes = (await readRoutes(stage, owner)).filter(isChange);
  const statuses = await askAll(stage, changes, { cookie: viewer });
  expect(withStatus(statuses, 403)).toEqual(changes.map(nameOf));
});

test('a token without a scope that a route names reaches none', async () => {
  await using stage = await openStage({ modules: routeModules });
  const owner = await stage.setUp();
  const token = await stage.createToken(owner, ['tunnel']);
  const routes = (await readRoutes(stage, owner)).filter((route) => !open.has(nameOf(route)));
  const statuses = await askAll(stage, routes, { headers: { authorization: `Bearer ${token}` } });
  const expected = routes.map(nameOf).filter((name) => !ownAffairs.has(name));
  expect(withStatus(statuses, 403)).toEqual(expected);
});

test('a member neither sees nor changes who may do what', async () => {
  await using stage = await openStage({ modules: routeModules });
  const owner = await stage.setUp();
  const member = await stage.signIn('member');
  const routes = (await readRoutes(stage, owner)).filter(({ path }) => /^\/(users|tokens|audit)/.test(path));
  expect(withStatus(await askAll(stage, routes, { cookie: member }), 403)).toEqual(routes.map(nameOf));
});

test('an owner is refused nothing', async () => {
  await using stage = await openStage({ modules: routeModules });
  const owner = await stage.setUp();
  const routes = ending(await readRoutes(stage, owner)).filter((route) => !ownAffairs.has(nameOf(route)));
  const statuses = await askAll(stage, routes, { cookie: owner });
  expect([...withStatus(statuses, 401), ...withStatus(statuses, 403), ...withStatus(statuses, 500)]).toEqual(
    [],
  );
});
