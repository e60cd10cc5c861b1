import type { Middleware } from 'koa';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { toKoa } from '../src/index.ts';
import { deliver, gate, reporting } from '../../../test/adapters/delivery.ts';
import { listen, versions } from './fixture/app.ts';
import { openDelivery, sendForged, sendSecondId } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import {
  expectLeftToEnd,
  expectSettled,
  expectUnsettled,
  waitingStore,
  watchedStore,
} from '../../../test/adapters/watched-store.ts';

const running = runningList();

describe.each(Object.entries(versions))('a guard, %s', (_name, Framework) => {
  async function serve(...routes: Middleware[]) {
    const store = watchedStore();
    const { webhook, reports } = reporting({ store });
    const server = await listen(Framework, toKoa(webhook), ...routes);
    running.push(server);
    return { url: server.url, store, reports };
  }

  test('gives the route the event', async () => {
    const { url } = await serve((ctx) => {
      const { type, body } = ctx.state['webhookEvent'];
      ctx.body = `${ctx.method} ${type} ${body.length}`;
    });
    expect((await deliver(url)).body).toBe('POST a.b 14');
  });

  test('does not let a refused delivery through', async () => {
    const route = vi.fn<Middleware>();
    const { url } = await serve(route);
    expect(await sendForged(url)).toBe(400);
    expect(route).not.toHaveBeenCalled();
  });

  test('refuses a second id, which is not joined with the first', async () => {
    const route = vi.fn<Middleware>();
    const { url, reports } = await serve(route);
    expect(await sendSecondId(url)).toBe(400);
    expect(reports).toMatchObject([{ outcome: 'refused', code: 'header_duplicate' }]);
    expect(route).not.toHaveBeenCalled();
  });

  const streamed: Middleware = (ctx) => void (ctx.body = Readable.from(['a', 'b']));
  const answering =
    (status: number): Middleware =>
    (ctx) =>
      void (ctx.status = status);
  const raw: Middleware = (ctx) => {
    ctx.respond = false;
    ctx.res.writeHead(200).end('raw');
  };
  const settled: readonly [name: string, route: Middleware, outcome: 'passed' | 'failed'][] = [
    ['200 completes the claim', answering(200), 'passed'],
    ['204 completes it', answering(204), 'passed'],
    ['a streamed 200 completes it', streamed, 'passed'],
    ['an answer past Koa completes it', raw, 'passed'],
    ['404 releases the claim', answering(404), 'failed'],
    ['302 releases it', (ctx) => ctx.redirect('/elsewhere'), 'failed'],
    ['ctx.throw releases it', (ctx) => ctx.throw(503), 'failed'],
    ['an error releases it', () => Promise.reject(new Error('no')), 'failed'],
    ['no route behind the guard releases it', (_ctx, next) => next(), 'failed'],
  ];

  test.each(settled)('%s', async (_case, route, outcome) => {
    const guard = await serve(route);
    await deliver(guard.url);
    await expectSettled(guard, outcome);
  });

  test('the error of a route is in the report, and the claim is released before the answer', async () => {
    const error = new Error('hunter2');
    const { url, store, reports } = await serve(() => {
      throw error;
    });
    const { status, body } = await deliver(url);
    expect(store.release).toHaveBeenCalledOnce();
    expect([status, body]).toEqual([500, 'Internal Server Error']);
    expect(reports).toMatchObject([{ outcome: 'failed', error }]);
  });

  test('the claim is held until the response has gone out', async () => {
    const body = new PassThrough();
    const { url, store, reports } = await serve((ctx) => void (ctx.body = body));
    const { answered } = await openDelivery(url);
    await vi.waitFor(() => expect(body.readableFlowing).toBe(true));
    expectUnsettled(store);
    body.end('0');
    expect((await answered).status).toBe(200);
    await vi.waitFor(() => expect(reports).toMatchObject([{ outcome: 'passed' }]));
  });

  test('a sender that leaves while the route works leaves the claim to end by itself', async () => {
    const reached = gate();
    const guard = await serve(async ({ res }) => {
      reached.open();
      await once(res, 'close');
    });
    const { socket } = await openDelivery(guard.url);
    await reached.opened;
    socket.destroy();
    await expectLeftToEnd(guard);
  });

  test('a sender that leaves before the claim is there releases it, and the route does not run', async () => {
    const route = vi.fn<Middleware>();
    const { store, claiming, letGo } = waitingStore();
    const { webhook } = reporting({ store });
    const watch: Middleware = (ctx, next) => {
      void once(ctx.res, 'close').then(() => letGo.open());
      return next();
    };
    const server = await listen(Framework, watch, toKoa(webhook), route);
    running.push(server);
    const { socket } = await openDelivery(server.url);
    await claiming.opened;
    socket.destroy();
    await vi.waitFor(() => expect(store.release).toHaveBeenCalledOnce());
    expect(route).not.toHaveBeenCalled();
  });

  test('an event that comes again does not reach the route', async () => {
    const route = vi.fn<Middleware>((ctx) => void (ctx.body = 'here'));
    const { url, reports } = await serve(route);
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('here');
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('');
    expect(route).toHaveBeenCalledOnce();
  });
});
