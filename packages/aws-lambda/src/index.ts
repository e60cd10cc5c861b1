import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { isSuccess } from '@hooklatch/core/node';
import type { LambdaContext, LambdaEvent, LambdaResult } from './lib/lambda-event.ts';
import { startDeadline } from './lib/start-deadline.ts';
import { toHead } from './lib/to-head.ts';
import { toReader } from './lib/to-reader.ts';
import { toResult } from './lib/to-result.ts';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';
export type {
  LambdaContext,
  LambdaEvent,
  LambdaEventV1,
  LambdaEventV2,
  LambdaResult,
} from './lib/lambda-event.ts';

/** The application's own handler behind a guard. It answers in the shape that its platform wants. */
export type LambdaRoute<Events extends object, Event, Context> = (
  event: WebhookEvent<Events>,
  lambdaEvent: Event,
  context: Context,
) => LambdaResult | Promise<LambdaResult>;

/** What Lambda calls. */
export type LambdaHandler<Event = LambdaEvent, Context = LambdaContext> = (
  event: Event,
  context: Context,
) => Promise<LambdaResult>;

/**
 * Makes a Lambda handler of a webhook: one with `on` answers by itself, one without is a guard before `handler`.
 *
 * It takes events of API Gateway (REST and HTTP APIs), function URLs and ALB target groups, and tells them apart. The
 * `signal` of handlers in `on` is aborted before the invocation's time is over: by a tenth of it, at most 1,000 ms.
 *
 * @param webhook - made by `createWebhook`
 * @param handler - the application's own, behind a guard; a status that is not 2xx, and an error, mean "send it again"
 * @returns what the function's module exports; it rejects with a TypeError for an event that is no HTTP request
 * @throws TypeError where a guard has no handler
 * @example
 * ```ts
 * import { createWebhook, toLambda } from '@hooklatch/aws-lambda';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * export const handler = toLambda(
 *   createWebhook(clerk(), { on: { 'user.created': (event) => console.log(event.payload.data.id) } }),
 * );
 * ```
 */
export function toLambda<
  Events extends object,
  Event extends LambdaEvent = LambdaEvent,
  Context extends LambdaContext = LambdaContext,
>(webhook: Webhook<Events>, handler?: LambdaRoute<Events, Event, Context>): LambdaHandler<Event, Context> {
  if (!webhook.handles && handler === undefined) {
    throw new TypeError('This webhook has no handlers: give it `on`, or give toLambda a handler.');
  }
  return async (event, context) => {
    const head = toHead(event);
    const read = toReader(webhook, event, head);
    const { signal, clear } = startDeadline(context);
    try {
      const received = await webhook.receive({ ...head, read, ...(signal && { signal }) });
      if ('reply' in received) return toResult(received.reply, event);
      try {
        const route = handler as LambdaRoute<Events, Event, Context>;
        const result = await route(received.event, event, context);
        await received.settle(isSuccess(result.statusCode));
        return result;
      } catch (error) {
        await received.settle(false, error);
        throw error;
      }
    } finally {
      clear();
    }
  };
}
