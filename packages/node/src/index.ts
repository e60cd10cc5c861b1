import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { isSuccess, toIncoming, writeReply } from '@hooklatch/core/node';
import type { IncomingMessage, ServerResponse } from 'node:http';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

type Next = (error?: unknown) => void;

/** The application's own route behind a guard. The request's body has been read: it is `event.body`. */
export type NodeRoute<Events extends object = object> = (
  event: WebhookEvent<Events>,
  request: IncomingMessage,
  response: ServerResponse,
) => unknown;

/** A listener for `node:http` and `node:https`; in a connect-style server errors go to `next`. */
export type NodeListener = (request: IncomingMessage, response: ServerResponse, next?: Next) => void;

const consumedHint =
  'Something has read the body: call the webhook before it, or keep the exact bytes as a Buffer in request.rawBody.';

/**
 * Mounts a webhook on `node:http`: one with `on` answers by itself, one without is a guard before `route`.
 *
 * A guard's claim is settled when the route has returned and its response has been sent: completed on 2xx, else
 * released. Where the sender goes away before that, its lease ends by itself.
 *
 * @param webhook - made by `createWebhook`
 * @param route - the application's own, behind a guard; an answer that is not 2xx, and an error, mean "send it again"
 * @returns a listener for `createServer`, or middleware; without a `next`, an error of the route is answered as Node
 * answers for a listener that rejects: 500, without its text
 * @throws TypeError where a guard has no route, or a webhook that answers by itself has one
 * @example
 * ```ts
 * import { createWebhook, toNode } from '@hooklatch/node';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { createServer } from 'node:http';
 *
 * const webhook = createWebhook(clerk(), {
 *   on: { 'user.created': (event) => console.log(event.payload.data.id) },
 * });
 * createServer(toNode(webhook)).listen(3000);
 * ```
 */
export function toNode<Events extends object>(
  webhook: Webhook<Events>,
  route?: NodeRoute<Events>,
): NodeListener {
  if (!webhook.handles && typeof route !== 'function') {
    throw new TypeError('This webhook has no handlers: give it `on`, or give toNode a route.');
  }
  if (webhook.handles && route !== undefined) {
    throw new TypeError(
      'This webhook answers by itself: leave out the route, or make it without `on` and `inbox`.',
    );
  }
  return (request, response, next) => {
    answer(webhook, route, request, response).catch((error: unknown) => fail(response, error, next));
  };
}

async function answer<Events extends object>(
  webhook: Webhook<Events>,
  route: NodeRoute<Events> | undefined,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = keptBytes(request);
  const received = await webhook.receive(toIncoming(request, { response, body, consumedHint }));
  if ('reply' in received) return writeReply(response, received.reply);
  if (response.destroyed) return received.settle(false);
  try {
    await (route as NodeRoute<Events>)(received.event, request, response);
    await ended(response);
  } catch (error) {
    await received.settle(false, error);
    throw error;
  }
  // Where the sender has gone away, nobody knows whether the route still works.
  await received.settle(response.writableFinished ? isSuccess(response.statusCode) : undefined);
}

/** A route may answer later than it returns. */
async function ended(response: ServerResponse): Promise<void> {
  if (response.writableFinished || response.closed) return;
  await new Promise<void>((resolve) => {
    const end = (): void => resolve();
    response.once('finish', end).once('close', end);
  });
}

function fail(response: ServerResponse, error: unknown, next: Next | undefined): void {
  if (next) return next(error);
  if (response.writableEnded) return;
  if (response.headersSent) return void response.destroy();
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  writeReply(response, { status: 500, headers: {}, body: '' });
}

/** The exact bytes, where somebody has kept them in `rawBody`, or in `body` as a parser of raw bodies does. */
function keptBytes(request: IncomingMessage): Buffer | undefined {
  // A parser that keeps bytes has inflated them: they are not what arrived.
  if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return undefined;
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown };
  if (Buffer.isBuffer(rawBody)) return rawBody;
  return Buffer.isBuffer(body) ? body : undefined;
}
