import { createWebhook, type DeliveryReport, type Reply } from '@hooklatch/core';
import { openRequest, send } from '@hooklatch/testing';
import { asking } from '@hooklatch/testing/contract';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { describe, expect, test, vi } from 'vitest';
import { toFastify } from '../src/index.ts';
import { deliver, gate, genuine, reporting } from '../../../test/adapters/delivery.ts';
import { versions } from './fixture/app.ts';
import { serve } from './fixture/serve.ts';

describe.each(Object.entries(versions))('a webhook that answers, %s', (_version, create) => {
  /** An application with a webhook at `/hook`, and what it reports. */
  function withWebhook(app: FastifyInstance = create()) {
    const { webhook, reports } = reporting({ on: { '*': () => {} } });
    app.register(toFastify(webhook), { url: '/hook' });
    return { app, reports };
  }

  const mounts: readonly [
    name: string,
    (app: FastifyInstance, hook: ReturnType<typeof toFastify>) => unknown,
  ][] = [
    [
      'a prefix of the scope',
      (app, hook) =>
        app.register(async (scope) => scope.register(hook, { url: '/hook' }), { prefix: '/api' }),
    ],
    ['a prefix of its own', (app, hook) => app.register(hook, { url: '/hook', prefix: '/api' })],
    [
      'nested prefixes',
      (app, hook) =>
        app.register(
          async (outer) =>
            outer.register(async (inner) => inner.register(hook, { url: '/' }), { prefix: '/hook' }),
          { prefix: '/api' },
        ),
    ],
    ['a parameter', (app, hook) => app.register(hook, { url: '/api/:name' })],
  ];

  test.each(mounts)('under %s the delivery keeps its whole URL', async (_name, mount) => {
    const urls: string[] = [];
    const { webhook } = reporting({ on: { '*': (_event, { delivery }) => void urls.push(delivery.url) } });
    const app = create();
    mount(app, toFastify(webhook));
    expect((await deliver(`${await serve(app)}/api/hook?a=b`)).status).toBe(200);
    expect(urls).toEqual(['/api/hook?a=b']);
  });

  test('several stand in one scope', async () => {
    const { app, reports } = withWebhook();
    const other = reporting({ name: 'other', on: { '*': () => {} } });
    app.register(toFastify(other.webhook), { url: '/other' });
    const url = await serve(app);
    expect((await deliver(`${url}/hook`)).status).toBe(200);
    expect((await deliver(`${url}/other`)).status).toBe(200);
    expect([reports.length, other.reports.length]).toEqual([1, 1]);
  });

  test('a reply goes out as the webhook gave it', async () => {
    const text = { status: 202, headers: { 'content-type': 'application/json' }, body: '{"a": 1}' };
    const { webhook } = reporting({ on: { 'a.b': () => {}, text: () => text } });
    const app = create();
    app.register(toFastify(webhook), { url: '/hook' });
    const url = `${await serve(app)}/hook`;
    const [empty, own, refused] = [
      await deliver(url),
      await deliver(url, { body: '{"type":"text"}' }),
      await send(url, {}),
    ];
    expect([empty.status, empty.headers['content-type'], empty.body]).toEqual([200, undefined, '']);
    expect([own.status, own.headers['content-type'], own.body]).toEqual([
      202,
      'application/json',
      '{"a": 1}',
    ]);
    expect([refused.status, refused.headers['content-type']]).toEqual([400, 'application/problem+json']);
  });

  test('the application’s hooks run around it', async () => {
    const seen: string[] = [];
    const app = create();
    app.addHook('onRequest', async (_request, reply) => void reply.header('x-before', 'here'));
    app.addHook('onSend', async (_request, reply) => void seen.push(`onSend ${reply.statusCode}`));
    app.addHook('onResponse', async (_request, reply) => void seen.push(`onResponse ${reply.statusCode}`));
    const { headers } = await deliver(`${await serve(withWebhook(app).app)}/hook`);
    expect(headers['x-before']).toBe('here');
    await vi.waitFor(() => expect(seen).toEqual(['onSend 200', 'onResponse 200']));
  });

  test('a hook that denies comes first', async () => {
    const app = create();
    app.addHook('onRequest', async (_request, reply) => reply.code(401).send());
    const { reports } = withWebhook(app);
    expect((await deliver(`${await serve(app)}/hook`)).status).toBe(401);
    expect(reports).toEqual([]);
  });

  test('the logger tells of one request, with its status, and of no error', async () => {
    const lines: { level: number; msg: string; res?: { statusCode: number } }[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(
          ...chunk
            .toString()
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line) as (typeof lines)[number]),
        );
        done();
      },
    });
    const { app } = withWebhook(create({ logger: { stream } }));
    const url = await serve(app);
    lines.length = 0;
    await send(`${url}/hook`, { body: Buffer.from('{}') });
    await vi.waitFor(() => expect(lines).toHaveLength(2));
    expect(lines.map(({ level, msg, res }) => [level, msg, res?.statusCode])).toEqual([
      [30, 'incoming request', undefined],
      [30, 'request completed', 400],
    ]);
  });

  test('a hook that has read the body makes it body_consumed, with the line to change', async () => {
    const { app, reports } = withWebhook();
    app.addHook('onRequest', (request, _reply, done) => {
      request.raw.on('data', () => {}).once('end', done);
    });
    const { status, body } = await deliver(`${await serve(app)}/hook`);
    expect([status, body]).toEqual([500, '{"status":500,"code":"body_consumed"}']);
    expect(reports[0]?.hint).toContain('register toFastify(webhook)');
  });

  test('a reply that Fastify cannot write is answered 500, and the next one is written', async () => {
    const replies = [
      { status: 200, headers: { 'x-bad': 'a\nb' }, body: '' },
      { status: 200, headers: {}, body: '' },
    ];
    const { webhook } = reporting({ on: {} });
    const receive = async () => ({ reply: replies.shift() as Reply });
    const app = create();
    app.register(toFastify({ ...webhook, receive }), { url: '/hook' });
    const url = await serve(app);
    expect((await deliver(`${url}/hook`)).status).toBe(500);
    expect((await deliver(`${url}/hook`)).status).toBe(200);
  });

  test('a webhook that breaks its promise reaches the error handler', async () => {
    const { webhook } = reporting({ on: {} });
    const receive = () => Promise.reject(new Error('broken'));
    const app = create();
    app.setErrorHandler(async (error: Error, _request, reply) =>
      reply.code(500).send(`own: ${error.message}`),
    );
    app.register(toFastify({ ...webhook, receive }), { url: '/hook' });
    expect((await deliver(`${await serve(app)}/hook`)).body).toBe('own: broken');
  });

  test('a refused upload does not hold its connection', async () => {
    const { app } = withWebhook();
    const { socket, answered } = openRequest(`${await serve(app)}/hook`, [['content-length', '60000']]);
    expect((await answered).status).toBe(400);
    await once(socket, 'close');
  });

  test('a handler’s signal is aborted where the sender leaves', async () => {
    const reached = gate();
    const aborted = gate();
    const { webhook } = reporting({
      on: {
        async '*'(_event, { signal }) {
          signal.addEventListener('abort', () => aborted.open());
          reached.open();
          await aborted.opened;
        },
      },
    });
    const app = create();
    app.register(toFastify(webhook), { url: '/hook' });
    const { headers, body } = await genuine();
    const { socket } = openRequest(`${await serve(app)}/hook`, [
      ...headers,
      ['content-length', String(body.length)],
    ]);
    socket.write(body);
    await reached.opened;
    socket.destroy();
    await expect(aborted.opened).resolves.toBeUndefined();
  });

  test('a handshake by GET and HEAD is answered', async () => {
    const outcomes: DeliveryReport['outcome'][] = [];
    const onDelivery = ({ outcome }: DeliveryReport): unknown => outcomes.push(outcome);
    const app = create();
    app.register(toFastify(createWebhook(asking, { on: {}, onDelivery })), { url: '/hook' });
    const url = `${await serve(app)}/hook?challenge=abc`;
    expect((await send(url, { method: 'GET' })).body).toBe('abc');
    expect((await send(url, { method: 'HEAD' })).headers['x-challenge']).toBe('abc');
    expect(outcomes).toEqual(['handshake', 'handshake']);
  });

  test.each([[{}], [{ url: 'hook' }], [{ url: 1 }]])(
    'without a path it is a TypeError: %j',
    async (options) => {
      const app = create();
      app.register(toFastify(reporting({ on: {} }).webhook), options as { url: string });
      await expect(app.ready()).rejects.toThrow(/^toFastify needs a url/);
      await expect(app.ready()).rejects.toBeInstanceOf(TypeError);
    },
  );
});
