import type { Reply, Webhook, WebhookEvent } from '@hooklatch/core';
import { toIncoming } from '@hooklatch/core/fetch';
import { isSuccess } from '@hooklatch/core/node';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

/** What is used of the `HttpRequest` of `@azure/functions`. */
export interface AzureRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: { entries(): Iterable<readonly [string, string]> };
  /** A stream of bytes. */
  readonly body: object | null;
  readonly bodyUsed: boolean;
}

/** An answer of the adapter's own, as an `HttpResponseInit`. */
export interface AzureResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** The application's own function behind a guard. The request's body has been read: it is `event.body`. */
export type AzureRoute<Events extends object, Request, Context, Answer> = (
  event: WebhookEvent<Events>,
  request: Request,
  context: Context,
) => Answer | Promise<Answer>;

/** What `app.http` takes as `handler`. */
export type AzureFunction<Request = AzureRequest, Context = unknown, Answer = AzureResponse> = (
  request: Request,
  context: Context,
) => Promise<AzureResponse | Answer>;

const consumedHint =
  'The function has read the request: pass request.clone() to what reads it before toAzureFunction.';

/**
 * Makes a function for `app.http` of a webhook: one with `on` answers by itself, one without is a guard before `route`.
 *
 * @param webhook - made by `createWebhook`
 * @param route - the application's own, behind a guard; a status that is not 2xx, and an error, mean "send it again"
 * @returns a handler for the programming model v4, HTTP streams on or off
 * @throws TypeError where a guard has no route
 * @example
 * ```ts
 * import { app } from '@azure/functions';
 * import { createWebhook, toAzureFunction } from '@hooklatch/azure-functions';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * const webhook = createWebhook(clerk(), {
 *   on: { 'user.created': (event) => console.log(event.payload.data.id) },
 * });
 * app.http('clerk', { methods: ['POST'], authLevel: 'anonymous', handler: toAzureFunction(webhook) });
 * ```
 */
export function toAzureFunction<
  Events extends object,
  Request extends AzureRequest = AzureRequest,
  Context = unknown,
  Answer extends object = AzureResponse,
>(
  webhook: Webhook<Events>,
  route?: AzureRoute<Events, Request, Context, Answer>,
): AzureFunction<Request, Context, Answer> {
  if (!webhook.handles && route === undefined) {
    throw new TypeError('This webhook has no handlers: give it `on`, or give toAzureFunction a route.');
  }
  return async (request, context) => {
    // The library's headers may be of another class than the runtime's.
    const headers = [...request.headers.entries()];
    const incoming = toIncoming(request as unknown as globalThis.Request, { headers, consumedHint });
    const received = await webhook.receive(incoming);
    if ('reply' in received) return toAzureResponse(received.reply);
    try {
      const own = route as AzureRoute<Events, Request, Context, Answer>;
      const answer = await own(received.event, request, context);
      // The platform answers 2xx where nothing is said.
      const { status = 200 } = (answer ?? {}) as { readonly status?: number };
      await received.settle(isSuccess(status));
      return answer;
    } catch (error) {
      await received.settle(false, error);
      throw error;
    }
  };
}

function toAzureResponse({ status, headers, body }: Reply): AzureResponse {
  return { status, headers: { ...headers }, body };
}
