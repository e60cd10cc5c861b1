import { Router } from '@koa/router';
import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { openRequest } from '@hooklatch/testing';
import Koa, { type Middleware } from 'koa';
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { toKoa } from '../src/index.ts';
import { clerkSecret } from '../../../test/adapters/clerk-request.ts';
import { deliver, gate, genuine, reporting } from '../../../test/adapters/delivery.ts';
import { listen, versions, type Running } from './fixture/app.ts';

const running: Running[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.close();
});

describe.each(Object.entries(versions))('mounting, %s', (_name, Framework) => {
  async function serve(...middleware: Middleware[]): Promise<string> {
    const server = await listen(Framework, ...middleware);
    running.push(server);
    return server.url;
  }

  const shorten: Middleware = (ctx, next) => {
    ctx.path = ctx.path.replace('/api', '');
    return next();
  };

  test.each<[string, (one: Middleware) => Middleware[]]>([
    ['app.use', (one) => [one]],
    ['a router', (one) => [new Router({ prefix: '/api' }).post('/webhooks', one).routes() as Middleware]],
    ['a mount that takes its path away', (one) => [shorten, one]],
  ])('under %s the delivery keeps its whole URL', async (_case, mount) => {
    const urls: string[] = [];
    const { webhook } = reporting({ on: { '*': (_event, { delivery }) => void urls.push(delivery.url) } });
    const url = await serve(...mount(toKoa(webhook) as unknown as Middleware));
    expect((await deliver(`${url}/api/webhooks?a=b`)).status).toBe(200);
    expect(urls).toEqual(['/api/webhooks?a=b']);
  });

  test('a handler’s signal is aborted where the sender leaves', async () => {
    const [reached, aborted] = [gate(), gate()];
    const { webhook } = reporting({
      on: {
        '*': async (_event, { signal }) => {
          signal.addEventListener('abort', () => aborted.open());
          reached.open();
          await aborted.opened;
        },
      },
    });
    const url = await serve(toKoa(webhook));
    const { headers, body } = await genuine();
    const { socket } = openRequest(url, [...headers, ['content-length', String(body.length)]]);
    socket.write(body);
    await reached.opened;
    socket.destroy();
    await expect(aborted.opened).resolves.toBeUndefined();
  });

  test('middleware around the webhook sees its answer', async () => {
    const { webhook } = reporting({ on: {} });
    const seen: unknown[] = [];
    const watch: Middleware = async (ctx, next) => {
      await next();
      seen.push(ctx.status, ctx.body);
    };
    await deliver(await serve(watch, toKoa(webhook)));
    expect(seen).toEqual([200, '']);
  });

  test('an unsigned upload that goes on after its refusal is cut', async () => {
    const { webhook } = reporting({ on: {} });
    const { socket, answered } = openRequest(await serve(toKoa(webhook)), [['content-length', '60000']]);
    const uploading = setInterval(() => socket.write('x'), 50);
    expect((await answered).status).toBe(400);
    await vi
      .waitFor(() => expect(socket.closed).toBe(true), 4000)
      .finally(() => {
        clearInterval(uploading);
        socket.destroy();
      });
  });

  test('an answer that a middleware has given stays', async () => {
    const { webhook } = reporting({ on: {} });
    const early: Middleware = (ctx, next) => {
      ctx.respond = false;
      ctx.res.end('early');
      return next();
    };
    expect((await deliver(await serve(early, toKoa(webhook)))).body).toBe('early');
  });
});

describe('types', () => {
  const guard = toKoa(createWebhook(clerk({ secret: clerkSecret })));
  type ClerkEvent = WebhookEvent<ClerkEvents>;

  test('ctx.state.webhookEvent has the provider’s events', () => {
    new Router().post('/:tenant', guard, (ctx) => {
      expectTypeOf(ctx.state.webhookEvent).toEqualTypeOf<ClerkEvent>();
    });
    new Koa().use(guard).use((ctx) => {
      expectTypeOf(ctx.state.webhookEvent).toEqualTypeOf<ClerkEvent>();
    });
    expect(guard).toBeTypeOf('function');
  });

  test('createWebhook is core’s own', async () => {
    const adapter = await import('../src/index.ts');
    expect(adapter.createWebhook).toBe(createWebhook);
    expect(Object.keys(adapter).toSorted()).toEqual([
      'WebhookError',
      'createWebhook',
      'memoryStore',
      'toKoa',
    ]);
  });
});
