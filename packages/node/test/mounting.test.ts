import { createWebhook } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import type { WebhookEvent } from '@hooklatch/core';
import connect from 'connect';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { toNode } from '../src/index.ts';
import { clerkSecret } from '../../../test/adapters/clerk-request.ts';
import { deliver, reporting } from '../../../test/adapters/delivery.ts';
import { listenOn } from '../../../test/adapters/running.ts';
import { servers } from './fixture/app.ts';
import { leaveEarly, uploadOn } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';

const running = runningList();

describe.each(Object.entries(servers))('mounting, %s', (_name, start) => {
  test('the delivery keeps its whole URL', async () => {
    const urls: string[] = [];
    const { webhook } = reporting({ on: { '*': (_event, { delivery }) => void urls.push(delivery.url) } });
    const server = await start({ '/api/webhooks': toNode(webhook) });
    running.push(server);
    expect((await deliver(`${server.url}/api/webhooks?a=b`)).status).toBe(200);
    expect(urls).toEqual(['/api/webhooks?a=b']);
  });

  test('a handler’s signal is aborted where the sender leaves', async () => {
    const left = leaveEarly(async (webhook) => {
      const server = await start({ '/': toNode(webhook) });
      running.push(server);
      return server.url;
    });
    await expect(left).resolves.toBeUndefined();
  });

  test('what fails in the adapter is answered 500, and the server lives', async () => {
    const reply = { status: 200, headers: { 'x-bad': 'a\nb' }, body: '' };
    const { webhook } = reporting({ on: {} });
    const receive = async () => ({ reply });
    const server = await start({ '/': toNode({ ...webhook, receive }) });
    running.push(server);
    for (const _ of [1, 2]) expect((await deliver(server.url)).status).toBe(500);
  });

  test('an unsigned upload that goes on after its refusal is cut', async () => {
    const server = await start({ '/': toNode(reporting({ on: {} }).webhook) });
    running.push(server);
    expect(await uploadOn(server.url)).toBe(400);
  });

  test('an answer that a middleware has given stays', async () => {
    const { webhook } = reporting({ on: {} });
    const server = await start({ '/': toNode(webhook) }, (_request, response, next) => {
      response.end('early');
      next();
    });
    running.push(server);
    expect((await deliver(server.url)).body).toBe('early');
  });
});

describe('mounting', () => {
  test('an error of a route reaches next, where there is one', async () => {
    const { webhook } = reporting();
    const app = connect().use(toNode(webhook, () => Promise.reject(new Error('broken'))));
    app.use(
      (error: Error, _request: IncomingMessage, response: ServerResponse, _next: connect.NextFunction) =>
        void response.writeHead(503).end(error.message),
    );
    const server = await listenOn(app);
    running.push(server);
    expect(await deliver(server.url)).toMatchObject({ status: 503, body: 'broken' });
  });

  test('an error of a route is answered 500 without its text and without the headers that it has set', async () => {
    const { webhook } = reporting();
    const listener = toNode(webhook, (_event, _request, response) => {
      response.setHeader('set-cookie', 'a=b');
      throw new Error('hunter2');
    });
    const server = await listenOn(listener);
    running.push(server);
    const { status, headers, body } = await deliver(server.url);
    expect([status, headers['set-cookie'], body]).toEqual([500, undefined, '']);
  });

  test('an error after the answer leaves the answer, and releases the claim', async () => {
    const { webhook, reports } = reporting();
    const route = (_event: unknown, _request: unknown, response: ServerResponse): void => {
      response.end('sent');
      throw new Error('too late');
    };
    const server = await listenOn(toNode(webhook, route));
    running.push(server);
    expect(await deliver(server.url)).toMatchObject({ status: 200, body: 'sent' });
    await vi.waitFor(() => expect(reports).toMatchObject([{ outcome: 'failed' }]));
  });

  test('a guard without a route is refused', () => {
    const mount = () => toNode(reporting().webhook);
    expect(mount).toThrow(TypeError);
    expect(mount).toThrow('give toNode a route');
  });

  test('a route that would never run is refused', () => {
    const mount = () => toNode(reporting({ on: {} }).webhook, () => {});
    expect(mount).toThrow(TypeError);
    expect(mount).toThrow('leave out the route');
  });

  test('a route has the provider’s events', () => {
    const guard = toNode(createWebhook(clerk({ secret: clerkSecret })), (event, request, response) => {
      expectTypeOf(event).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
      expectTypeOf(request).toEqualTypeOf<IncomingMessage>();
      expectTypeOf(response).toEqualTypeOf<ServerResponse>();
    });
    createServer(guard).close();
    connect().use('/webhooks', guard);
    expect(guard).toBeTypeOf('function');
  });

  test('createWebhook is core’s own', async () => {
    const adapter = await import('../src/index.ts');
    expect(adapter.createWebhook).toBe(createWebhook);
    expect(Object.keys(adapter).toSorted()).toEqual([
      'WebhookError',
      'createWebhook',
      'memoryStore',
      'toNode',
    ]);
  });
});
