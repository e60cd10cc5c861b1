import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { isSuccess, toIncoming, writeReply, type Received } from '@hooklatch/core/node';
import type { IncomingMessage, ServerResponse } from 'node:http';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

declare global {
  namespace Express {
    interface Request {
      /** Behind a guard: the verified event. `response.locals.webhookEvent` has its exact type. */
      webhookEvent?: WebhookEvent;
    }
  }
}

type Next = (error?: unknown) => void;

/** An Express handler. Behind a guard the routes have the verified event as `response.locals.webhookEvent`. */
export interface WebhookRequestHandler<Events extends object = object> {
  /** Where it stands among handlers that are not typed by it. */
  (request: IncomingMessage, response: ServerResponse & { locals: object }, next: Next): void;
  /** What Express learns the type of `response.locals` from: the last signature is the one that is inferred. */
  (
    request: IncomingMessage,
    response: ServerResponse & { locals: { webhookEvent: WebhookEvent<Events> } },
    next: Next,
  ): void;
}

const consumedHint =
  'A parser has read the body: mount the webhook above it, or keep the bytes with express.json({ verify: keepRawBody }).';

/**
 * Mounts a webhook in Express: one with `on` answers by itself, one without is a guard before the routes behind it.
 *
 * A guard's claim is settled when the response has been sent: completed on 2xx, else released. Where the sender goes
 * away before that, its lease ends by itself.
 *
 * @param webhook - made by `createWebhook`
 * @returns a handler for `app.post`, or `app.all` where the provider's handshakes use other methods
 * @throws nothing; what the adapter itself stumbles over goes to `next`
 * @example
 * ```ts
 * import { createWebhook, toExpress } from '@hooklatch/express';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import express from 'express';
 *
 * const app = express();
 * app.post('/webhooks/clerk', toExpress(createWebhook(clerk())), (request, response) => {
 *   response.json({ received: response.locals.webhookEvent.type });
 * });
 * ```
 */
export function toExpress<Events extends object>(webhook: Webhook<Events>): WebhookRequestHandler<Events> {
  return (request: IncomingMessage, response: ServerResponse & { locals: object }, next: Next): void => {
    const proceed = (received: Received<Events>): void => {
      if ('reply' in received) return writeReply(response, received.reply);
      const { event: webhookEvent } = received;
      // Where the sender has gone away the route may still be at work: nobody knows how it ends.
      const ok = (): boolean | undefined =>
        response.writableFinished ? isSuccess(response.statusCode) : undefined;
      const end = (): void => void received.settle(ok());
      if (response.destroyed) return void received.settle(false);
      response.once('finish', end).once('close', end);
      Object.assign(response.locals, { webhookEvent });
      // `_body` tells the parsers of Express 4 that the body has been read.
      Object.assign(request, { webhookEvent, _body: true });
      next();
    };
    const body = keptBytes(request);
    webhook.receive(toIncoming(request, { response, body, consumedHint })).then(proceed).catch(next);
  };
}

/**
 * Keeps the exact bytes that a parser in front of the webhook reads. Inflated bytes are not what arrived, and are not kept.
 *
 * @param request - gets `rawBody`
 * @param _response - not used
 * @param bytes - what the parser read
 * @example
 * ```ts
 * import { keepRawBody } from '@hooklatch/express';
 * import express from 'express';
 *
 * const app = express().use(express.json({ verify: keepRawBody }));
 * ```
 */
export function keepRawBody(request: IncomingMessage, _response: ServerResponse, bytes: Buffer): void {
  if (!isEncoded(request)) Object.assign(request, { rawBody: bytes });
}

/** The exact bytes, where somebody has kept them in `rawBody`, or in `body` as `express.raw()` does. */
function keptBytes(request: IncomingMessage): Buffer | undefined {
  const { rawBody, body } = request as { rawBody?: unknown; body?: unknown };
  if (Buffer.isBuffer(rawBody)) return rawBody;
  return Buffer.isBuffer(body) && !isEncoded(request) ? body : undefined;
}

function isEncoded({ headers }: IncomingMessage): boolean {
  return (headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity';
}
