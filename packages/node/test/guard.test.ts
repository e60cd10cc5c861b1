import { type WebhookStore } from '@hooklatch/core/store';
import { openRequest } from '@hooklatch/testing';
import { once } from 'node:events';
import { describe, expect, test, vi } from 'vitest';
import { toNode, type NodeRoute } from '../src/index.ts';
import { deliver, gate, genuine, reporting } from '../../../test/adapters/delivery.ts';
import { servers, type Middleware } from './fixture/app.ts';
import { openDelivery } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import { watchedStore } from '../../../test/adapters/watched-store.ts';

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
    const { headers } = await genuine();
    const { socket, answered } = openRequest(url, [...headers, ['content-length', '2']]);
    socket.write('{}');
    expect((await answered).status).toBe(400);
    socket.destroy();
    expect(route).not.toHaveBeenCalled();
  });

  test('refuses a second id, which is not joined with the first', async () => {
    const route = vi.fn<NodeRoute>();
    const { url, reports } = await serve(route);
    const { headers, body } = await genuine();
    const all = [...headers, ['webhook-id', 'msg_other'] as const];
    const { socket, answered } = openRequest(url, [...all, ['content-length', String(body.length)]]);
    expect((await answered).status).toBe(400);
    socket.destroy();
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
    const { url, store, reports } = await serve(route);
    await deliver(url);
    await vi.waitFor(() => expect(reports).toHaveLength(1));
    expect(reports[0]?.outcome).toBe(outcome);
    expect(store.complete).toHaveBeenCalledTimes(outcome === 'passed' ? 1 : 0);
    expect(store.release).toHaveBeenCalledTimes(outcome === 'passed' ? 0 : 1);
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
    const { url, store, reports } = await serve(() => reached.open());
    const { socket } = await openDelivery(url);
    await reached.opened;
    socket.destroy();
    await vi.waitFor(() =>
      expect(reports).toMatchObject([{ outcome: 'failed', warnings: [expect.stringContaining('lease')] }]),
    );
    expect([store.complete, store.release].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  test('a sender that leaves before the claim is there releases it, and the route does not run', async () => {
    const route = vi.fn<NodeRoute>();
    const [left, claiming] = [gate(), gate()];
    const store = watchedStore();
    const claim: WebhookStore['claim'] = async (...claimed) => {
      claiming.open();
      await left.opened;
      return store.claim(...claimed);
    };
    const { webhook } = reporting({ store: { ...store, claim } });
    const watch: Middleware = (_request, response, next) => {
      void once(response, 'close').then(() => left.open());
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
