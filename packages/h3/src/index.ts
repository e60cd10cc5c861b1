import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { isSuccess } from '@hooklatch/core/node';
import { toIncoming, writeAnswer } from './lib/bridge.ts';
import { statusOf } from './lib/status-of.ts';
import type { H3EventLike } from './lib/h3-event-like.ts';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';
export type { H3EventLike } from './lib/h3-event-like.ts';

/**
 * The application's own route behind a guard: it gives what an event handler gives. The request's body has been read:
 * it is `event.body`.
 */
export type H3Route<Events extends object = object, Event extends H3EventLike = H3EventLike> = (
  event: WebhookEvent<Events>,
  h3Event: Event,
) => unknown;

/** What a route file of Nitro or Nuxt exports by default, and what an application or a router of h3 takes. */
export interface H3Handler<Event extends H3EventLike = H3EventLike> {
  (h3Event: Event): Promise<unknown>;
  /** h3 1 knows its handlers by this. */
  readonly __is_handler__?: true;
}

/**
 * Mounts a webhook in h3, and so in Nitro and Nuxt: one with `on` answers by itself, one without is a guard before
 * `route`.
 *
 * A guard's claim is settled when the route has returned: completed on 2xx, else released, before h3 sends the answer.
 *
 * @param webhook - made by `createWebhook`
 * @param route - the application's own, behind a guard; an answer that is not 2xx, and an error, mean "send it again"
 * @returns an event handler
 * @throws TypeError where a guard has no route, or a webhook that answers by itself has one
 * @example
 * ```ts
 * import { createWebhook, toH3 } from '@hooklatch/h3';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * // server/routes/webhooks/clerk.ts
 * export default toH3(
 *   createWebhook(clerk(), {
 *     on: { 'user.created': (event) => console.log(event.payload.data.id) },
 *   }),
 * );
 * ```
 */
export function toH3<Events extends object, Event extends H3EventLike = H3EventLike>(
  webhook: Webhook<Events>,
  route?: H3Route<Events, Event>,
): H3Handler<Event> {
  if (!webhook.handles && typeof route !== 'function') {
    throw new TypeError('This webhook has no handlers: give it `on`, or give toH3 a route.');
  }
  if (webhook.handles && route !== undefined) {
    throw new TypeError(
      'This webhook answers by itself: leave out the route, or make it without `on` and `inbox`.',
    );
  }
  const handler = async (h3Event: Event): Promise<unknown> => {
    const received = await webhook.receive(await toIncoming(h3Event));
    if ('reply' in received) return writeAnswer(h3Event, received.reply);
    try {
      const value = await (route as H3Route<Events, Event>)(received.event, h3Event);
      await received.settle(isSuccess(statusOf(h3Event, value)), value instanceof Error ? value : undefined);
      // To h3 1 nothing at all means that another handler shall answer.
      return value === undefined ? null : value;
    } catch (error) {
      await received.settle(false, error);
      throw error;
    }
  };
  return Object.assign(handler, { __is_handler__: true as const });
}
