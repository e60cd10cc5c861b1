import { WebhookError } from '@hooklatch/core';
import { createError, sendNoContent, sendRedirect, setResponseStatus, type H3Event } from 'h3';
import { HTTPError, HTTPResponse, type H3Event as NewerEvent } from 'h3v2';
import { describe, expect, test, vi } from 'vitest';
import { toH3, type H3EventLike, type H3Route } from '../src/index.ts';
import { deliver, reporting } from '../../../test/adapters/delivery.ts';
import { openRequest } from '@hooklatch/testing';
import { genuine } from '../../../test/adapters/delivery.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import { watchedStore } from '../../../test/adapters/watched-store.ts';
import { serve, ways } from './fixture/servers.ts';

const running = runningList();

async function mount(way: string, route: H3Route<object, H3EventLike>) {
  const store = watchedStore();
  const { webhook, reports } = reporting({ store });
  const server = await serve(way, { routes: { '/webhooks': toH3(webhook, route) } });
  running.push(server);
  return { url: `${server.url}/webhooks`, store, reports };
}

type Row = readonly [
  name: string,
  route: H3Route<object, never>,
  status: number,
  settled: 'passed' | 'failed',
];

const fail = (error: unknown) => (): never => {
  throw error;
};

const common: readonly Row[] = [
  ['an object completes the claim', () => ({ received: true }), 200, 'passed'],
  ['an object with a field `status` completes it', () => ({ status: 500 }), 200, 'passed'],
  ['a Response 201 completes it', () => new Response('made', { status: 201 }), 201, 'passed'],
  ['a Response 503 releases it', () => new Response('later', { status: 503 }), 503, 'failed'],
  ['an error releases it', fail(new Error('hunter2')), 500, 'failed'],
  ['an error that is given back releases it', () => new Error('hunter2'), 500, 'failed'],
];
const older: readonly Row[] = [
  ['nothing completes it', () => undefined, 204, 'passed'],
  ['setResponseStatus 202 completes it', (_, e: H3Event) => (setResponseStatus(e, 202), 'a'), 202, 'passed'],
  ['setResponseStatus 404 releases it', (_, e: H3Event) => (setResponseStatus(e, 404), 'no'), 404, 'failed'],
  ['sendNoContent completes it', (_, e: H3Event) => sendNoContent(e), 204, 'passed'],
  ['sendRedirect releases it', (_, e: H3Event) => sendRedirect(e, '/elsewhere'), 302, 'failed'],
  ['createError releases it', fail(createError({ statusCode: 409 })), 409, 'failed'],
];
const newer: readonly Row[] = [
  ['nothing completes it', () => undefined, 200, 'passed'],
  ['res.status 202 completes it', (_, e: NewerEvent) => ((e.res.status = 202), 'a'), 202, 'passed'],
  ['res.status 404 releases it', (_, e: NewerEvent) => ((e.res.status = 404), 'no'), 404, 'failed'],
  ['an HTTPResponse 500 releases it', () => new HTTPResponse('no', { status: 500 }), 500, 'failed'],
  ['an HTTPResponse without a status completes it', () => new HTTPResponse('yes'), 200, 'passed'],
  ['an HTTPError releases it', fail(new HTTPError({ status: 409 })), 409, 'failed'],
  ['the symbol for nothing found releases it', () => Symbol.for('h3.notFound'), 404, 'failed'],
];

describe.each(ways)('a guard, %s', (way) => {
  test.each([...common, ...(way.startsWith('h3 1') ? older : newer)])(
    '%s',
    async (_case, route, status, settled) => {
      vi.spyOn(console, 'error').mockReturnValue();
      const { url, store, reports } = await mount(way, route as H3Route<object, H3EventLike>);
      expect((await deliver(url)).status).toBe(status);
      expect(reports).toMatchObject([{ outcome: settled }]);
      expect(store.complete).toHaveBeenCalledTimes(settled === 'passed' ? 1 : 0);
      expect(store.release).toHaveBeenCalledTimes(settled === 'passed' ? 0 : 1);
    },
  );

  test('gives the route the event and h3’s own', async () => {
    const { url } = await mount(
      way,
      ({ type, body }, { req }) => `${type} ${body.length} ${'headers' in req}`,
    );
    expect((await deliver(url)).body).toBe('a.b 14 true');
  });

  test('does not let a refused delivery through', async () => {
    const route = vi.fn<H3Route>();
    const { url } = await mount(way, route);
    const { headers, body } = await genuine();
    const { socket, answered } = openRequest(url, [...headers, ['content-length', String(body.length)]]);
    socket.write('!'.repeat(body.length));
    expect((await answered).status).toBe(400);
    socket.destroy();
    expect(route).not.toHaveBeenCalled();
  });

  test('an event that comes again does not reach the route', async () => {
    const route = vi.fn<H3Route>(() => 'here');
    const { url } = await mount(way, route);
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('here');
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('');
    expect(route).toHaveBeenCalledOnce();
  });
});

test('a guard without a route is a TypeError', () => {
  expect(() => toH3(reporting().webhook)).toThrow(
    new TypeError('This webhook has no handlers: give it `on`, or give toH3 a route.'),
  );
});

test('a route that would never run is a TypeError', () => {
  const { webhook } = reporting({ on: {} });
  expect(() => toH3(webhook, () => {})).toThrow(/^This webhook answers by itself: leave out the route/);
});

test('createWebhook is core’s own', async () => {
  const adapter = await import('../src/index.ts');
  expect(adapter.WebhookError).toBe(WebhookError);
  expect(Object.keys(adapter).toSorted()).toEqual(['WebhookError', 'createWebhook', 'memoryStore', 'toH3']);
});
