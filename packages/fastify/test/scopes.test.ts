import { createWebhook } from '@hooklatch/core';
import { memoryStore, type WebhookStore } from '@hooklatch/core/store';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test, vi } from 'vitest';
import * as adapter from '../src/index.ts';
import { deliver, reporting } from '../../../test/adapters/delivery.ts';
import { versions } from './fixture/app.ts';
import { serve } from './fixture/serve.ts';

const { toFastify } = adapter;
/** A guard whose settled claims are counted. */
function counted(name: string) {
  const store = memoryStore();
  const complete = vi.fn<WebhookStore['complete']>((...args) => store.complete(...args));
  const { webhook, reports } = reporting({ name, store: { ...store, complete } });
  return { guard: toFastify(webhook), complete, reports };
}

/** A plugin with one route, which says whether it was guarded. */
function route(url: string) {
  return async (app: FastifyInstance): Promise<void> => {
    app.post(url, (request, reply) => reply.send(request.webhookEvent === undefined ? 'free' : 'guarded'));
  };
}

type Mount = (app: FastifyInstance, guard: ReturnType<typeof toFastify>) => unknown;

/** Where guard and route are registered, and what becomes of a delivery to `/api/hook`. */
const places: readonly [name: string, mount: Mount, answer: string][] = [
  [
    'guard and route in one scope are together',
    (app, guard) => app.register(guard, { url: '/api/hook' }).register(route('/api/hook')),
    'guarded',
  ],
  [
    'a route that is registered first is guarded',
    (app, guard) => app.register(route('/api/hook')).register(guard, { url: '/api/hook' }),
    'guarded',
  ],
  [
    'a route in a scope within is guarded',
    (app, guard) => app.register(guard, { url: '/api/hook' }).register(route('/hook'), { prefix: '/api' }),
    'guarded',
  ],
  [
    'both in a scope with a prefix are together',
    (app, guard) =>
      app.register(async (api) => api.register(guard, { url: '/hook' }).register(route('/hook')), {
        prefix: '/api',
      }),
    'guarded',
  ],
  [
    'a guard with a prefix of its own is together with its route',
    (app, guard) => app.register(guard, { url: '/hook', prefix: '/api' }).register(route('/api/hook')),
    'guarded',
  ],
  [
    'the path of a scope itself is guarded',
    (app, guard) =>
      app.register(async (api) => api.register(guard, { url: '/' }).register(route('/')), {
        prefix: '/api/hook',
      }),
    'guarded',
  ],
  [
    'a route with a parameter is guarded by its pattern',
    (app, guard) => app.register(guard, { url: '/api/:name' }).register(route('/api/:name')),
    'guarded',
  ],
  [
    'the same name under another prefix is not guarded',
    (app, guard) => {
      app.register(async (v1) => v1.register(guard, { url: '/hook' }).register(route('/hook')), {
        prefix: '/v1',
      });
      app.register(route('/api/hook'));
    },
    'free',
  ],
];

describe.each(Object.entries(versions))('scopes, %s', (version, create) => {
  test.each(places)('%s', async (_name, mount, answer) => {
    const app = create();
    mount(app, counted('a').guard);
    expect((await deliver(`${await serve(app)}/api/hook`)).body).toBe(answer);
  });

  test('a route with constraints is guarded', async () => {
    const app = create();
    app.register(counted('a').guard, { url: '/hook' });
    app.post('/hook', { constraints: { host: /^127/ } }, (request, reply) => {
      reply.send(request.webhookEvent === undefined ? 'free' : 'guarded');
    });
    expect((await deliver(`${await serve(app)}/hook`)).body).toBe('guarded');
  });

  test.each(['/hook', '/hook/'])('a route with a slash at its end is guarded by %s', async (url) => {
    const app = create();
    app.register(counted('a').guard, { url }).register(route('/hook/'));
    expect((await deliver(`${await serve(app)}/hook/`)).body).toBe('guarded');
  });

  test('a path with a slash at its end is guarded too where Fastify takes it for the same', async () => {
    const router = { ignoreTrailingSlash: true };
    const app = create(version === 'Fastify 4' ? router : { routerOptions: router });
    app.register(counted('a').guard, { url: '/hook' }).register(route('/hook'));
    expect((await deliver(`${await serve(app)}/hook/`)).body).toBe('guarded');
  });

  test('guards of nested scopes settle only their own', async () => {
    const [outer, inner] = [counted('outer'), counted('inner')];
    const app = create();
    app.register(outer.guard, { url: '/outer' }).register(route('/outer'));
    app.register(async (scope) => scope.register(inner.guard, { url: '/inner' }).register(route('/inner')));
    const url = await serve(app);
    expect((await deliver(`${url}/outer`)).body).toBe('guarded');
    expect([outer.complete.mock.calls.length, inner.complete.mock.calls.length]).toEqual([1, 0]);
    expect((await deliver(`${url}/inner`)).body).toBe('guarded');
    expect([outer.complete.mock.calls.length, inner.complete.mock.calls.length]).toEqual([1, 1]);
    expect([...outer.reports, ...inner.reports].map(({ outcome }) => outcome)).toEqual(['passed', 'passed']);
  });

  test('several guards, and one guard at several paths, stand in one scope', async () => {
    const [first, second] = [counted('first'), counted('second')];
    const app = create();
    app.register(first.guard, { url: '/a' }).register(first.guard, { url: '/b' });
    app.register(second.guard, { url: '/c' });
    for (const path of ['/a', '/b', '/c', '/d']) app.register(route(path));
    const url = await serve(app);
    const answers = [];
    for (const path of ['/a', '/b', '/c', '/d']) answers.push((await deliver(url + path)).body);
    expect(answers).toEqual(['guarded', 'guarded', 'guarded', 'free']);
    expect([first.complete.mock.calls.length, second.complete.mock.calls.length]).toEqual([2, 1]);
  });

  test.each<[string, Mount]>([
    ['there is none', (app, guard) => app.register(guard, { url: '/hook' })],
    [
      'it is spelt otherwise',
      (app, guard) => app.register(guard, { url: '/hook' }).register(route('/hooks')),
    ],
  ])('a guard without its route is a TypeError at the start: %s', async (_name, mount) => {
    const app = create();
    mount(app, counted('a').guard);
    const message = expect.stringContaining('/hook') as string;
    await expect(app.ready()).rejects.toMatchObject({ name: 'TypeError', message });
  });

  test('createWebhook is core’s own', () => {
    expect(adapter.createWebhook).toBe(createWebhook);
    expect(Object.keys(adapter).toSorted()).toEqual([
      'WebhookError',
      'createWebhook',
      'memoryStore',
      'toFastify',
      'webhookEvent',
    ]);
  });
});
