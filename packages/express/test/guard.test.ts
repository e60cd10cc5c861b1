import { createWebhook } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import type { RequestHandler } from 'express';
import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { toExpress } from '../src/index.ts';
import { deliver, gate, reporting } from '../../../test/adapters/delivery.ts';
import { listen, versions } from './fixture/app.ts';
import { leaveEarly, openDelivery, sendForged } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import {
  expectLeftToEnd,
  expectSettled,
  waitingStore,
  watchedStore,
} from '../../../test/adapters/watched-store.ts';

const running = runningList();

describe.each(Object.entries(versions))('a guard, %s', (_version, create) => {
  async function serve(...routes: RequestHandler[]) {
    const store = watchedStore();
    const { webhook, reports } = reporting({ store });
    const app = create().post('/', toExpress(webhook), ...routes);
    const server = await listen(app);
    running.push(server);
    return { url: server.url, store, reports };
  }

  test('gives the route the event, in the request and in response.locals', async () => {
    const { url } = await serve((request, response) => {
      const event = response.locals.webhookEvent as unknown;
      response.json({ same: event === request.webhookEvent, type: request.webhookEvent?.type });
    });
    expect((await deliver(url)).body).toBe('{"same":true,"type":"a.b"}');
  });

  test('does not let a refused delivery through', async () => {
    const route = vi.fn<RequestHandler>((_request, response) => void response.end());
    const { url } = await serve(route);
    expect(await sendForged(url)).toBe(400);
    expect(route).not.toHaveBeenCalled();
  });

  const settled: readonly [name: string, route: RequestHandler, outcome: 'passed' | 'failed'][] = [
    ['200 completes the claim', (_request, response) => void response.json({}), 'passed'],
    ['204 completes the claim', (_request, response) => void response.status(204).end(), 'passed'],
    [
      'a streamed 200 completes it',
      (_request, response) => void (response.write('a'), response.end('b')),
      'passed',
    ],
    ['404 releases the claim', (_request, response) => void response.status(404).end(), 'failed'],
    ['302 releases the claim', (_request, response) => response.redirect('/elsewhere'), 'failed'],
    ['next(error) releases the claim', (_request, _response, next) => next(new Error('no')), 'failed'],
    ['no route behind the guard releases the claim', (_request, _response, next) => next(), 'failed'],
  ];

  test.each(settled)('%s', async (_name, route, outcome) => {
    const guard = await serve(route);
    await deliver(guard.url).catch(() => {});
    await expectSettled(guard, outcome);
  });

  test('a connection that the route cuts leaves the claim to end by itself', async () => {
    const guard = await serve((_request, response) => void response.destroy());
    await deliver(guard.url).catch(() => {});
    await expectLeftToEnd(guard);
  });

  test('a sender that leaves while the route works leaves the claim to end by itself', async () => {
    const reached = gate();
    const guard = await serve(() => reached.open());
    const { socket } = await openDelivery(guard.url);
    await reached.opened;
    socket.destroy();
    await expectLeftToEnd(guard);
  });

  test('a sender that leaves before the claim is there releases it, and the route does not run', async () => {
    const route = vi.fn<RequestHandler>();
    const { store, claiming, letGo } = waitingStore();
    const { webhook } = reporting({ store });
    const watch: RequestHandler = (_request, response, next) => {
      void once(response, 'close').then(() => letGo.open());
      next();
    };
    const server = await listen(create().post('/', watch, toExpress(webhook), route));
    running.push(server);
    const { socket } = await openDelivery(server.url);
    await claiming.opened;
    socket.destroy();
    await vi.waitFor(() => expect(store.release).toHaveBeenCalledOnce());
    expect(route).not.toHaveBeenCalled();
  });

  test('a server that tells of the end and not of the close completes the claim', async () => {
    const { webhook, reports } = reporting({ store: memoryStore() });
    const muffle: RequestHandler = (_request, response, next) => {
      const emit = response.emit.bind(response) as (...args: unknown[]) => boolean;
      response.emit = (...args: unknown[]) => args[0] === 'close' || emit(...args);
      next();
    };
    const server = await listen(
      create()
        .use(muffle)
        .post('/', toExpress(webhook), (_, response) => void response.end()),
    );
    running.push(server);
    await deliver(server.url);
    await vi.waitFor(() => expect(reports).toMatchObject([{ outcome: 'passed' }]));
  });

  describe('a parser behind the guard does not fail', () => {
    const parsers = ['json', 'urlencoded', 'text', 'raw'] as const;
    test.each(parsers)('%s()', async (name) => {
      const type = '*/*';
      const parser =
        name === 'urlencoded' ? create.urlencoded({ extended: false, type }) : create[name]({ type });
      const { url } = await serve(parser, (_request, response) => void response.end('here'));
      expect(await deliver(url)).toMatchObject({ status: 200, body: 'here' });
    });
  });

  test('an event that comes again does not reach the route', async () => {
    const route = vi.fn<RequestHandler>((_request, response) => void response.end('here'));
    const { url } = await serve(route);
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('here');
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('');
    expect(route).toHaveBeenCalledOnce();
  });
});

describe.each(Object.entries(versions))('mounting, %s', (_version, create) => {
  test.each<[string, (route: RequestHandler) => ReturnType<typeof create>]>([
    ['app.post', (route) => create().post('/api/webhooks', route)],
    ['app.use', (route) => create().use('/api/webhooks', route)],
    ['a router', (route) => create().use('/api', create.Router().all('/webhooks', route))],
    ['a parameter', (route) => create().all('/api/:name', route)],
  ])('under %s the delivery keeps its whole URL', async (_name, mount) => {
    const urls: string[] = [];
    const { webhook } = reporting({ on: { '*': (_event, { delivery }) => void urls.push(delivery.url) } });
    const server = await listen(mount(toExpress(webhook)));
    running.push(server);
    expect((await deliver(`${server.url}/api/webhooks?a=b`)).status).toBe(200);
    expect(urls).toEqual(['/api/webhooks?a=b']);
  });

  test('a handler’s signal is aborted where the sender leaves', async () => {
    const left = leaveEarly(async (webhook) => {
      const server = await listen(create().post('/', toExpress(webhook)));
      running.push(server);
      return server.url;
    });
    await expect(left).resolves.toBeUndefined();
  });

  test('what fails in the adapter reaches next', async () => {
    const reply = { status: 200, headers: { 'x-bad': 'a\nb' }, body: '' };
    const { webhook } = reporting({ on: {} });
    const receive = async () => ({ reply });
    const server = await listen(create().post('/', toExpress({ ...webhook, receive })));
    running.push(server);
    const { status, body } = await deliver(server.url);
    expect([status, body]).toEqual([500, expect.stringContaining('Invalid character in header')]);
  });

  test('a webhook that breaks its promise reaches next', async () => {
    const { webhook } = reporting();
    const receive = () => Promise.reject(new Error('broken'));
    const server = await listen(create().post('/', toExpress({ ...webhook, receive })));
    running.push(server);
    expect(await deliver(server.url)).toMatchObject({ status: 500, body: 'broken' });
  });

  test('an answer that a middleware has given stays', async () => {
    const { webhook } = reporting({ on: {} });
    const early: RequestHandler = (_request, response, next) => {
      response.end('early');
      next();
    };
    const server = await listen(create().post('/', early, toExpress(webhook)));
    running.push(server);
    expect((await deliver(server.url)).body).toBe('early');
  });

  test('createWebhook and WebhookError are core’s own', async () => {
    const adapter = await import('../src/index.ts');
    expect(adapter.createWebhook).toBe(createWebhook);
    expect(Object.keys(adapter).toSorted()).toEqual([
      'WebhookError',
      'createWebhook',
      'keepRawBody',
      'memoryStore',
      'toExpress',
    ]);
  });
});
