import { Router } from '@koa/router';
import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import Koa, { type Middleware } from 'koa';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { toKoa } from '../src/index.ts';
import { clerkSecret } from '../../../test/adapters/clerk-request.ts';
import { deliver, reporting } from '../../../test/adapters/delivery.ts';
import { listen, versions } from './fixture/app.ts';
import { leaveEarly, uploadOn } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';

const running = runningList();

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
    const left = leaveEarly((webhook) => serve(toKoa(webhook)));
    await expect(left).resolves.toBeUndefined();
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
    expect(await uploadOn(await serve(toKoa(reporting({ on: {} }).webhook)))).toBe(400);
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
