import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { toIncoming, toResponse } from '@hooklatch/core/fetch';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

/** What the adapter uses of the runtime's execution context. */
export interface ExecutionContextLike {
  waitUntil(promise: Promise<unknown>): void;
}

/** What the application's route is given beside the request, whose body has been read: it is `event.body`. */
export interface RouteContext<Events extends object = object, Env = unknown> {
  readonly event: WebhookEvent<Events>;
  readonly env: Env;
  readonly ctx: ExecutionContextLike;
  /** Of a Pages Function's path: `[provider].ts`. */
  readonly params: Readonly<Record<string, string | string[]>>;
}

/** The application's own route behind a guard. */
export type Route<Events extends object = object, Env = unknown> = (
  request: Request,
  context: RouteContext<Events, Env>,
) => Response | Promise<Response>;

/** A webhook, or how to make one from the bindings. */
export type WebhookSource<Events extends object = object, Env = unknown> =
  | Webhook<Events>
  | ((env: Env) => Webhook<Events>);

/** What a module worker exports by default. */
export interface Worker<Env = unknown> {
  fetch(request: Request, env: Env, ctx: ExecutionContextLike): Promise<Response>;
}

/** What the adapter uses of the context of a Pages Function. */
export interface PagesContext<Env = unknown> extends ExecutionContextLike {
  readonly request: Request;
  readonly env: Env;
  readonly params: Readonly<Record<string, string | string[]>>;
}

const consumedHint =
  'The worker has read the request: pass request.clone() to what reads it before toWorker.';

/**
 * Makes a worker of a webhook: one with `on` answers by itself, one without is a guard before `route`.
 *
 * @param source - a webhook, or a function that makes it from the bindings, called once for each `env`
 * @param route - the application's own, behind a guard; an answer that is not 2xx, and an error, mean "send it again"
 * @returns what a worker exports by default; its `fetch` can also be called by a worker with other routes
 * @throws TypeError where a guard has no route
 * @example
 * ```ts
 * import { createWebhook, toWorker } from '@hooklatch/workers';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * // The secret is the binding CLERK_WEBHOOK_SIGNING_SECRET.
 * export default toWorker(
 *   createWebhook(clerk(), {
 *     on: { 'user.created': (event, { waitUntil }) => waitUntil?.(Promise.resolve(event.payload.data.id)) },
 *   }),
 * );
 * ```
 */
export function toWorker<Events extends object, Env = unknown>(
  source: WebhookSource<Events, Env>,
  route?: Route<Events, Env>,
): Worker<Env> {
  const answer = toAnswer(source, route);
  return { fetch: (request, env, ctx) => answer(request, env, ctx, {}) };
}

/**
 * Makes a Pages Function of a webhook, in the same two forms as {@link toWorker}.
 *
 * @param source - a webhook, or a function that makes it from the bindings, called once for each `env`
 * @param route - the application's own, behind a guard
 * @returns what to export as `onRequestPost`, or as `onRequest` where the provider asks with other methods
 * @throws TypeError where a guard has no route
 * @example
 * ```ts
 * import { createWebhook, toPagesFunction } from '@hooklatch/workers';
 * import { stripe } from '@hooklatch/providers/stripe';
 *
 * export const onRequestPost = toPagesFunction(createWebhook(stripe()), (_request, { event }) =>
 *   Response.json({ received: event.type }),
 * );
 * ```
 */
export function toPagesFunction<Events extends object, Env = unknown>(
  source: WebhookSource<Events, Env>,
  route?: Route<Events, Env>,
): (context: PagesContext<Env>) => Promise<Response> {
  const answer = toAnswer(source, route);
  return (context) => answer(context.request, context.env, context, context.params);
}

type Answer<Env> = (
  request: Request,
  env: Env,
  ctx: ExecutionContextLike,
  params: RouteContext['params'],
) => Promise<Response>;

function toAnswer<Events extends object, Env>(
  source: WebhookSource<Events, Env>,
  route: Route<Events, Env> | undefined,
): Answer<Env> {
  if (typeof source !== 'function' && !source.handles && route === undefined) {
    throw new TypeError('This webhook has no handlers: give it `on`, or give toWorker a route.');
  }
  const webhookOf = typeof source === 'function' ? oncePerEnv(source) : () => source;
  return async (request, env, ctx, params) => {
    const webhook = webhookOf(env);
    // Core says what a guard without a route is.
    if (!webhook.handles && route === undefined) return webhook.fetch(request, env, ctx);
    const received = await webhook.receive(toIncoming(request, { env, ctx, consumedHint }));
    if ('reply' in received) return toResponse(received.reply);
    try {
      const { event } = received;
      const response = await (route as Route<Events, Env>)(request, { event, env, ctx, params });
      await received.settle(response.ok);
      return response;
    } catch (error) {
      await received.settle(false, error);
      throw error;
    }
  };
}

/** An isolate gives every request the same bindings, and a webhook remembers what it has handled. */
function oncePerEnv<Events extends object, Env>(
  make: (env: Env) => Webhook<Events>,
): (env: Env) => Webhook<Events> {
  const made = new WeakMap<object, Webhook<Events>>();
  const noBindings = {};
  return (env) => {
    const key = typeof env === 'object' && env !== null ? env : noBindings;
    const webhook = made.get(key) ?? make(env);
    made.set(key, webhook);
    return webhook;
  };
}
