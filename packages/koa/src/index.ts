import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { discardRest, isSuccess, toIncoming, type Received } from '@hooklatch/core/node';
import type { Context, Middleware, Next } from 'koa';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

/** What {@link toKoa} sets: `ctx.state.webhookEvent` is the verified event. */
export interface WebhookState<Events extends object = object> {
  webhookEvent: WebhookEvent<Events>;
}

const consumedHint =
  'A parser has read the body: use the webhook above app.use(bodyParser()), or set ctx.disableBodyParser for its path.';

/**
 * Mounts a webhook in Koa: one with `on` answers by itself, one without is a guard before the routes behind it.
 *
 * A guard's claim is settled when the response has been sent: completed on 2xx, else released; an error of the route
 * releases it at once. Where the sender goes away before that, its lease ends by itself.
 *
 * @param webhook - made by `createWebhook`
 * @returns a middleware; behind a guard the route has the event as `ctx.state.webhookEvent`
 * @throws nothing; what is wrong with a delivery is in its answer and in `onDelivery`
 * @example
 * ```ts
 * import { createWebhook, toKoa } from '@hooklatch/koa';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { Router } from '@koa/router';
 *
 * const router = new Router();
 * router.post('/webhooks/clerk', toKoa(createWebhook(clerk())), (ctx) => {
 *   ctx.body = { received: ctx.state.webhookEvent.type };
 * });
 * ```
 */
export function toKoa<Events extends object>(webhook: Webhook<Events>): Middleware<WebhookState<Events>> {
  return async (context, next) => {
    const ctx = context as unknown as Context;
    const { req, res } = ctx;
    const incoming = toIncoming(req, { response: res, body: keptBytes(ctx), consumedHint });
    // Where the application is mounted in another, `req.url` has lost the mount path.
    const received = await webhook.receive(Object.assign(incoming, { url: ctx.originalUrl }));
    if ('reply' in received) return reply(ctx, received.reply);
    if (res.destroyed) return received.settle(false);
    ctx.state['webhookEvent'] = received.event;
    // A parser behind the guard would wait for a body that has been read.
    ctx['disableBodyParser'] = true;
    await pass(ctx, next, received.settle);
  };
}

type Settle = Extract<Received, { event: unknown }>['settle'];

async function pass({ res }: Context, next: Next, settle: Settle): Promise<void> {
  try {
    await next();
  } catch (error) {
    await settle(false, error);
    throw error;
  }
  // Where the sender has gone away, nobody knows whether the route still works.
  const end = (): void => void settle(res.writableFinished ? isSuccess(res.statusCode) : undefined);
  if (res.writableFinished || res.closed) end();
  else res.once('finish', end).once('close', end);
}

/** Leaves the answer to Koa, so that the middleware around the webhook can see it. */
function reply(
  ctx: Context,
  { status, headers, body }: Extract<Received, { reply: unknown }>['reply'],
): void {
  if (ctx.headerSent || !ctx.writable) return;
  ctx.status = status;
  ctx.body = body;
  ctx.set(headers);
  ctx.res.once('finish', () => discardRest(ctx.req));
}

/** The exact bytes, where a parser has kept them. Text is none: it has been decoded, and inflated before that. */
function keptBytes({ request, req }: Context): Buffer | undefined {
  if ((req.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return undefined;
  const { rawBody } = request as { rawBody?: unknown };
  return Buffer.isBuffer(rawBody) ? rawBody : undefined;
}
