import { createWebhook, type HandlerContext, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { Hono, type Context } from 'hono';
import { hc, type InferResponseType } from 'hono/client';
import { Hono as OldestHono } from 'hono40';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { clerkGuard, clerkRequest, clerkSecret as secret } from '../../../test/adapters/clerk-request.ts';
import { toHono } from '../src/index.ts';

/** A guard with a store, and what became of its deliveries. */
function guard() {
  const { reports, webhook } = clerkGuard();
  return { middleware: toHono(webhook), reports, outcomes: () => reports.map(({ outcome }) => outcome) };
}

const delivered = { data: { id: 'user_1' }, object: 'event' };

describe('a guard', () => {
  test('hands the typed event to the route, which can read the body again', async () => {
    const { middleware } = guard();
    const app = new Hono().post('/webhooks/clerk', middleware, async (c) => {
      const event = c.get('webhookEvent');
      expectTypeOf(event).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
      expectTypeOf(c.var.webhookEvent).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
      return c.json({ type: event.type, body: await c.req.json(), text: await c.req.text() });
    });
    const answer = await app.fetch(await clerkRequest({ payload: delivered }));
    const body = { type: 'user.created', ...delivered };
    expect(await answer.json()).toEqual({ type: 'user.created', body, text: JSON.stringify(body) });
  });

  test('leaves the types of an RPC client as the route has them', () => {
    const app = new Hono().post('/webhooks/clerk', guard().middleware, (c) =>
      c.json({ ok: true as const }, 201),
    );
    const client = hc<typeof app>('http://localhost');
    type Answer = InferResponseType<(typeof client.webhooks.clerk)['$post']>;
    expectTypeOf<Answer>().toEqualTypeOf<{ ok: true }>();
  });

  test('completes its claim where the route answers 2xx', async () => {
    const { middleware, outcomes } = guard();
    const app = new Hono().post('/webhooks/clerk', middleware, (c) => c.body(null, 204));
    const first = await clerkRequest();
    const again = first.clone();
    expect((await app.fetch(first)).status).toBe(204);
    expect((await app.fetch(again)).status).toBe(200);
    expect(outcomes()).toEqual(['passed', 'duplicate']);
  });

  const failures: Record<string, (c: Context) => Response> = {
    'answers 300 or more': (c) => c.redirect('/elsewhere'),
    'answers 500': (c) => c.text('no', 500),
    'finds nothing': (c) => c.notFound() as Response,
    'throws, and onError makes 200 of it': () => {
      throw new Error('broken');
    },
    'throws something that is no error': () => {
      throw 'broken'; // oxlint-disable-line no-throw-literal, typescript/only-throw-error
    },
  };
  test.each(Object.entries(failures))('releases its claim where the route %s', async (_, route) => {
    const { middleware, outcomes } = guard();
    const app = new Hono().onError((_error, c) => c.text('fine', 200));
    app.post('/webhooks/clerk', middleware, route);
    const first = await clerkRequest();
    const again = first.clone();
    await Promise.resolve(app.fetch(first)).catch(() => {});
    await Promise.resolve(app.fetch(again)).catch(() => {});
    expect(outcomes()).toEqual(['failed', 'failed']);
  });

  test('reports what the route has thrown', async () => {
    const { middleware, reports } = guard();
    const app = new Hono().onError((_error, c) => c.text('no', 500));
    app.post('/webhooks/clerk', middleware, () => {
      throw new Error('broken');
    });
    await app.fetch(await clerkRequest());
    expect(reports).toEqual([expect.objectContaining({ outcome: 'failed', error: new Error('broken') })]);
  });

  test('before no route at all is answered 404 and releases its claim', async () => {
    const { middleware, outcomes } = guard();
    const app = new Hono().post('/webhooks/clerk', middleware);
    expect((await app.fetch(await clerkRequest())).status).toBe(404);
    expect(outcomes()).toEqual(['failed']);
  });

  test('works in the first Hono 4', async () => {
    const { middleware, outcomes } = guard();
    const app = new OldestHono();
    app.post('/webhooks/clerk', middleware as never, (c) => c.text(c.get('webhookEvent' as never)['type']));
    const answer = await app.fetch(await clerkRequest());
    expect({ status: answer.status, body: await answer.text() }).toEqual({
      status: 200,
      body: 'user.created',
    });
    expect(
      (await app.fetch(await clerkRequest({ secret: 'whsec_YW5vdGhlciBzZWNyZXQgb2YgdGhlIHNhbWUgbGVuZ3Ro' })))
        .status,
    ).toBe(400);
    expect(outcomes()).toEqual(['passed', 'refused']);
  });
});

describe('a webhook with handlers', () => {
  /** What the handler was given, with bindings and an execution context of the runtime. */
  async function handlerContext(
    ...runtime: [env?: object, ctx?: object]
  ): Promise<HandlerContext | undefined> {
    let seen: HandlerContext | undefined;
    const on = { 'user.created': (_: unknown, context: HandlerContext) => void (seen = context) };
    const app = new Hono().post('/webhooks/clerk', toHono(createWebhook(clerk(), { on })));
    expect((await app.fetch(await clerkRequest(), ...(runtime as [object]))).status).toBe(200);
    return seen;
  }

  test('reads its secret from the bindings and is given both', async () => {
    const waiting: unknown[] = [];
    const env = { CLERK_WEBHOOK_SIGNING_SECRET: secret };
    const context = await handlerContext(env, { waitUntil: (promise: unknown) => waiting.push(promise) });
    const promise = Promise.resolve();
    context?.waitUntil?.(promise);
    expect({ env: context?.env, waiting }).toEqual({ env, waiting: [promise] });
  });

  test('does without an execution context', async () => {
    expect(await handlerContext({ CLERK_WEBHOOK_SIGNING_SECRET: secret })).not.toHaveProperty('waitUntil');
  });

  test('tells the peer where the runtime is Node', async () => {
    let peer: string | undefined;
    const trustProxy = (head: { remoteAddress?: string | undefined }): boolean => (
      (peer = head.remoteAddress),
      false
    );
    const webhook = createWebhook(clerk({ secret }), { on: {}, trustProxy });
    const app = new Hono().post('/webhooks/clerk', toHono(webhook));
    const delivery = await clerkRequest();
    const incoming = { rawHeaders: [...delivery.headers].flat(), socket: { remoteAddress: '192.0.2.7' } };
    expect((await app.fetch(delivery, { incoming })).status).toBe(200);
    expect(peer).toBe('192.0.2.7');
  });
});
