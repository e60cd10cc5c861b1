import { createWebhook } from '@hooklatch/core';
import { openRequest, send } from '@hooklatch/testing';
import { asking } from '@hooklatch/testing/contract';
import type { FastifyInstance, RouteHandlerMethod } from 'fastify';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { toFastify, webhookEvent } from '../src/index.ts';
import { deliver, gate, reporting } from '../../../test/adapters/delivery.ts';
import { versions } from './fixture/app.ts';
import { serve } from './fixture/serve.ts';
import { openDelivery } from '../../../test/adapters/senders.ts';
import { watchedStore } from '../../../test/adapters/watched-store.ts';

const fail = (): never => {
  throw new Error('no');
};

describe.each(Object.entries(versions))('a guard, %s', (_version, create) => {
  /** An application with a guard at `/hook` before a route. */
  function guard(handler: RouteHandlerMethod, app: FastifyInstance = create()) {
    const store = watchedStore();
    const { webhook, reports } = reporting({ store });
    app.register(toFastify(webhook), { url: '/hook' });
    app.post('/hook', handler);
    return { app, store, webhook, reports };
  }

  test('gives the route the event, and the headers as they came', async () => {
    const { app, webhook } = guard((request, reply) => {
      const same = webhookEvent(request, webhook) === request.webhookEvent;
      reply.send({
        same,
        type: request.webhookEvent?.type,
        as: request.headers['content-type'],
        body: typeof request.body,
      });
    });
    const { body } = await deliver(`${await serve(app)}/hook`, { type: 'a/b' });
    expect(JSON.parse(body)).toEqual({ same: true, type: 'a.b', as: 'a/b', body: 'undefined' });
  });

  test('webhookEvent is a TypeError where the webhook does not guard the route', async () => {
    const other = reporting();
    const { app } = guard((request) => void webhookEvent(request, other.webhook));
    app.post('/free', (request) => void webhookEvent(request, other.webhook));
    app.setErrorHandler((error: Error, _request, reply) => reply.send(error.name));
    const url = await serve(app);
    expect((await deliver(`${url}/hook`)).body).toBe('TypeError');
    expect((await deliver(`${url}/free`)).body).toBe('TypeError');
  });

  test('leaves other routes of its scope alone', async () => {
    const { app, reports } = guard((_request, reply) => reply.send('here'));
    app.post('/json', (request, reply) =>
      reply.send({ got: request.body, event: request.webhookEvent ?? null }),
    );
    app.post('/hook/more', (request, reply) => reply.send({ got: request.body }));
    const url = await serve(app);
    const json = { headers: [['content-type', 'application/json'] as const], body: Buffer.from('{"a":1.0}') };
    expect((await send(`${url}/json`, json)).body).toBe('{"got":{"a":1},"event":null}');
    expect((await send(`${url}/hook/more`, json)).body).toBe('{"got":{"a":1}}');
    expect((await send(`${url}/json`, { ...json, body: Buffer.from('{') })).status).toBe(400);
    expect((await send(`${url}/nowhere`, json)).status).toBe(404);
    expect(reports).toEqual([]);
  });

  const outcomes: readonly [
    name: string,
    handler: RouteHandlerMethod,
    status: number,
    outcome: 'passed' | 'failed',
  ][] = [
    ['200 completes the claim', (_request, reply) => reply.send({}), 200, 'passed'],
    ['a Response with 200 completes it', () => new Response('a'), 200, 'passed'],
    ['a Response with 500 releases it', () => new Response('a', { status: 500 }), 500, 'failed'],
    ['204 completes the claim', (_request, reply) => reply.code(204).send(), 204, 'passed'],
    ['a stream completes it', (_request, reply) => reply.send(Readable.from(['a', 'b'])), 200, 'passed'],
    ['404 releases the claim', (_request, reply) => reply.callNotFound(), 404, 'failed'],
    ['302 releases the claim', (_request, reply) => reply.code(302).send(), 302, 'failed'],
    ['an error releases the claim', fail, 500, 'failed'],
    ['what cannot be serialised releases it', (_request, reply) => reply.send({ n: 1n }), 500, 'failed'],
  ];

  test.each(outcomes)('%s', async (_name, handler, status, outcome) => {
    const { app, store, reports } = guard(handler);
    expect((await deliver(`${await serve(app)}/hook`)).status).toBe(status);
    expect(reports).toMatchObject([{ outcome }]);
    expect(store.complete).toHaveBeenCalledTimes(outcome === 'passed' ? 1 : 0);
    expect(store.release).toHaveBeenCalledTimes(outcome === 'passed' ? 0 : 1);
  });

  test('a hook that reads the body behind the guard finds none, and does not hang', async () => {
    const { app } = guard((_request, reply) => reply.send('here'));
    let length = 0;
    app.addHook('preParsing', (_request, _reply, payload, done) => {
      payload.on('data', (chunk: Buffer) => (length += chunk.length));
      payload.on('end', () => done(null, Readable.from([])));
    });
    expect((await deliver(`${await serve(app)}/hook`)).body).toBe('here');
    expect(length).toBe(0);
  });

  test('a later hook that denies releases the claim', async () => {
    const { app, store } = guard((_request, reply) => reply.send('here'));
    app.addHook('preHandler', async (_request, reply) => reply.code(403).send('no'));
    expect((await deliver(`${await serve(app)}/hook`)).status).toBe(403);
    expect(store.release).toHaveBeenCalledOnce();
  });

  test('the claim is settled before the 2xx leaves', async () => {
    const { app, store } = guard((_request, reply) => reply.send('here'));
    app.get('/other', (_request, reply) => reply.send('other'));
    const completing = gate();
    const completed = gate();
    store.complete.mockImplementation(async () => {
      completing.open();
      await completed.opened;
      return true;
    });
    const url = await serve(app);
    const answers: number[] = [];
    const delivered = deliver(`${url}/hook`).then(({ status }) => answers.push(status));
    await completing.opened;
    expect((await send(`${url}/other`, { method: 'GET' })).body).toBe('other');
    expect(answers).toEqual([]);
    completed.open();
    await delivered;
    expect(answers).toEqual([200]);
  });

  test('an event that comes again does not reach the route', async () => {
    const route = vi.fn<RouteHandlerMethod>((_request, reply) => void reply.send('here'));
    const url = `${await serve(guard(route).app)}/hook`;
    expect((await deliver(url, { id: 'msg_1' })).body).toBe('here');
    expect(await deliver(url, { id: 'msg_1' })).toMatchObject({ status: 200, body: '' });
    expect(route).toHaveBeenCalledOnce();
  });

  test('a sender that leaves does not release what the route completes', async () => {
    const reached = gate();
    const left = gate();
    const { app, store } = guard(async (_request, reply) => {
      void once(reply.raw, 'close').then(() => left.open());
      reached.open();
      await left.opened;
      return 'done';
    });
    const { socket } = await openDelivery(`${await serve(app)}/hook`);
    await reached.opened;
    socket.destroy();
    await vi.waitFor(() => expect(store.complete).toHaveBeenCalledOnce());
    expect(store.release).not.toHaveBeenCalled();
  });

  const hijacked: readonly [name: string, status: number, settled: 'complete' | 'release'][] = [
    ['200 completes the claim', 200, 'complete'],
    ['500 releases the claim', 500, 'release'],
  ];

  test.each(hijacked)('where the route hijacks the reply, %s', async (_name, status, settled) => {
    const { app, store } = guard((_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(status).end('own');
    });
    await deliver(`${await serve(app)}/hook`).catch(() => {});
    await vi.waitFor(() => expect(store[settled]).toHaveBeenCalledOnce());
    expect(store[settled === 'complete' ? 'release' : 'complete']).not.toHaveBeenCalled();
  });

  test('where the route hijacks the reply, a cut connection leaves the claim to end by itself', async () => {
    const { app, store, reports } = guard((_request, reply) => {
      reply.hijack();
      reply.raw.destroy();
    });
    await deliver(`${await serve(app)}/hook`).catch(() => {});
    await vi.waitFor(() => expect(reports).toMatchObject([{ outcome: 'failed' }]));
    expect([store.complete, store.release].flatMap(({ mock }) => mock.calls)).toEqual([]);
  });

  test('a forged delivery whose sender leaves before it is answered does not reach the route', async () => {
    const route = vi.fn<RouteHandlerMethod>((_request, reply) => void reply.send('here'));
    const { app } = guard(route);
    const sending = gate();
    const left = gate();
    app.addHook('onSend', async (_request, reply) => {
      void once(reply.raw, 'close').then(() => left.open());
      sending.open();
      await left.opened;
    });
    app.get('/other', (_request, reply) => reply.send('other'));
    const url = await serve(app);
    const { socket } = openRequest(`${url}/hook`, [['content-length', '0']]);
    await sending.opened;
    socket.destroy();
    await left.opened;
    await send(`${url}/hook`, { method: 'POST' });
    expect(route).not.toHaveBeenCalled();
  });

  test('a handshake by GET is answered before the route', async () => {
    const route = vi.fn<RouteHandlerMethod>((_request, reply) => void reply.send('here'));
    const app = create();
    app.register(toFastify(createWebhook(asking, { onDelivery: false })), { url: '/hook' });
    app.all('/hook', route);
    expect((await send(`${await serve(app)}/hook?challenge=abc`, { method: 'GET' })).body).toBe('abc');
    expect(route).not.toHaveBeenCalled();
  });
});
