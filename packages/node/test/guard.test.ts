import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { toNode, type NodeRoute } from '../src/index.ts';
import { deliver, gate, reporting } from '../../../test/adapters/delivery.ts';
import { servers, type Middleware } from './fixture/app.ts';
import { openDelivery, sendForged, sendSecondId } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import {
  expectLeftToEnd,
  expectSettled,
  waitingStore,
  watchedStore,
} from '../../../test/adapters/watched-store.ts';

const running = runningList();

describe.each(Object.entries(servers))('a guard, %s', (_name, start) => {
  async function serve(route: NodeRoute, ...before: Middleware[]) {
    const store = watchedStore();
    const { webhook, reports } = reporting({ store });
    const server = await start({ '/': toNode(webhook, route) }, ...before);
    running.push(server);
    return { url: server.url, store, reports };
  }

  test('gives the route the event, the request and the response', async () => {
    const { url } = await serve(({ type, body }, { method }, response) => {
      response.end(`${method} ${type} ${body.length}`);
    });
    expect((await deliver(url)).body).toBe('POST a.b 14');
  });

  test('does not let a refused delivery through', async () => {
    const route = vi.fn<NodeRoute>((_event, _request, response) => void response.end());
    const { url } = await serve(route);
    expect(await sendForged(url)).toBe(400);
    expect(route).not.toHaveBeenCalled();
  });

  test('refuses a second id, which is not joined with the first', async () => {
    const route = vi.fn<NodeRoute>();
    const { url, reports } = await serve(route);
    expect(await sendSecondId(url)).toBe(400);
    expect(reports).toMatchObject([{ outcome: 'refused', code: 'header_duplicate' }]);
    expect(route).not.toHaveBeenCalled();
  });

  const late: NodeRoute = (_event, _request, response) => void setImmediate(() => response.end('late'));
  const settled: readonly [name: string, route: NodeRoute, outcome: 'passed' | 'failed'][] = [
    ['200 completes the claim', (_event, _request, response) => response.end('ok'), 'passed'],
    ['204 completes it', (_event, _request, response) => response.writeHead(204).end(), 'passed'],
    ['an answer after the route has returned completes it', late, 'passed'],
    ['404 releases the claim', (_event, _request, response) => response.writeHead(404).end(), 'failed'],
    ['302 releases it', (_event, _request, response) => response.writeHead(302).end(), 'failed'],
    ['an error releases it', () => Promise.reject(new Error('no')), 'failed'],
  ];

  test.each(settled)('%s', async (_case, route, outcome) => {
    const guard = await serve(route);
    await deliver(guard.url);
    await expectSettled(guard, outcome);
  });

  test('the error of a route is in the report, and the claim is released before the answer', async () => {
    const error = new Error('no');
    const { url, store, reports } = await serve(() => {
      throw error;
    });
    const { status } = await deliver(url);
    expect(store.release).toHaveBeenCalledOnce();
    expect(status).toBe(500);
    expect(reports).toMatchObject([{ outcome: 'failed', error }]);
  });

  test('an error in the middle of an answer cuts it, and releases the claim', async () => {
    const { url, reports } = await serve((_event, _request, response) => {
      response.writeHead(200, { 'content-length': 10 }).write('half');
      throw new Error('no');
    });
    await expect(deliver(url)).rejects.toThrow(/aborted|socket hang up/);
    expect(reports).toMatchObject([{ outcome: 'failed' }]);
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
    const route = vi.fn<NodeRoute>();
    const { store, claiming, letGo } = waitingStore();
    const { webhook } = reporting({ store });
    const watch: Middleware = (_request, response, next) => {
      void once(response, 'close').then(() => letGo.open());
      next();
    };
    const server = await start({ '/': toNode(webhook, route) }, watch);
    running.push(server);
    const { socket } = await openDelivery(server.url);
    await claiming.opened;
    socket.destroy();
    await vi.waitFor(() => expect(store.release).toHaveBeenCalledOnce());
    expect(route).not.toHaveBeenCalled();
  });

  test('an event that comes again does not reach the route', async () => {
    const route = vi.fn<NodeRoute>((_event, _request, response) => void response.end('here'));
    const { url, reports } = await serve(route);
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('here');
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('');
    expect(route).toHaveBeenCalledOnce();
  });
});
