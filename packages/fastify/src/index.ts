import type { Webhook, WebhookEvent } from '@hooklatch/core';
import type { FastifyPluginAsync } from 'fastify';
import { toAnsweringPlugin } from './lib/answering.ts';
import { guardedBy, toGuardingPlugin } from './lib/guarding.ts';
import type { FastifyWebhookOptions } from './lib/mounting.ts';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';
export type { FastifyWebhookOptions };

declare module 'fastify' {
  interface FastifyRequest {
    /** Behind a guard: the verified event. `webhookEvent(request, webhook)` gives it with its exact type. */
    webhookEvent?: WebhookEvent;
  }
}

/**
 * Mounts a webhook in Fastify: one with `on` answers `url` by itself, for every method. One without guards the
 * application's own route of that path, in the scope that it is registered in. No parser touches the body.
 *
 * A guard's claim is settled before the answer leaves: completed on 2xx, else released.
 *
 * @param webhook - made by `createWebhook`
 * @returns a plugin for `app.register`, with the option `url`
 * @throws TypeError when the application starts, where there is no `url`, or a guard has no POST route to guard
 * @example
 * ```ts
 * import { createWebhook, toFastify } from '@hooklatch/fastify';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import Fastify from 'fastify';
 *
 * const app = Fastify();
 * const webhook = createWebhook(clerk(), {
 *   on: { 'user.created': (event) => console.log(event.payload.data.id) },
 * });
 * app.register(toFastify(webhook), { url: '/webhooks/clerk' });
 * ```
 */
export function toFastify<Events extends object>(
  webhook: Webhook<Events>,
): FastifyPluginAsync<FastifyWebhookOptions> {
  const any = webhook as unknown as Webhook;
  return any.handles ? toAnsweringPlugin(any) : toGuardingPlugin(any);
}

/**
 * The verified event of a request behind a guard, with the type that its provider gives it.
 *
 * @param request - of a route that `toFastify(webhook)` guards
 * @param webhook - the guard's
 * @returns the event
 * @throws TypeError where this webhook does not guard the route
 * @example
 * ```ts
 * import { createWebhook, toFastify, webhookEvent } from '@hooklatch/fastify';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import Fastify from 'fastify';
 *
 * const app = Fastify();
 * const webhook = createWebhook(clerk());
 * app.register(toFastify(webhook), { url: '/webhooks/clerk' });
 * app.post('/webhooks/clerk', async (request) => ({ received: webhookEvent(request, webhook).type }));
 * ```
 */
export function webhookEvent<Events extends object>(
  request: { readonly webhookEvent?: WebhookEvent },
  webhook: Webhook<Events>,
): WebhookEvent<Events> {
  const event = guardedBy(webhook, request)?.passage.event;
  if (event) return event as unknown as WebhookEvent<Events>;
  throw new TypeError(`This request has no event of ${webhook.name}: guard its route with toFastify.`);
}
