import { isSuccess, writeReply } from '@hooklatch/core/node';
import { mount, type AdapterOptions, type Taken } from './mounted.ts';
import { isServerResponse, toNodeIncoming, type MinimalNodeRequest } from './node-request.ts';
import type { WebhookVerificationResult } from './types.ts';

/** What is used of Express's response. */
export interface ExpressLikeResponse {
  status: (code: number) => ExpressLikeResponse;
  json: (payload: unknown) => unknown;
}

/** What is used of Express's request. */
export interface ExpressLikeRequest extends MinimalNodeRequest {
  /** Behind the middleware: the verified delivery. */
  webhook?: WebhookVerificationResult;
}

/** Express's `next`. */
export type ExpressLikeNext = (error?: unknown) => void;

/** Options of {@link createWebhookMiddleware}. */
export interface ExpressWebhookMiddlewareOptions extends AdapterOptions {
  /** One that is missing is answered 500. */
  secret: string;
  /** Without meaning: a body that a parser has changed is never put together again. */
  strictRawBody?: boolean | undefined;
}

/** An Express handler. */
export type ExpressWebhookMiddleware = (
  req: ExpressLikeRequest,
  res: ExpressLikeResponse,
  next: ExpressLikeNext,
) => Promise<void>;

/**
 * A middleware of Express 4 and 5. The routes behind it run for verified deliveries, which are `req.webhook`.
 *
 * @param options - the platform and its secret
 * @returns what to give to `app.post` before your route; `express.raw()` in front of it is not needed, and does no harm
 * @throws TypeError where an option, or a secret that is present, cannot be used
 * @example
 * ```ts
 * import { createWebhookMiddleware } from '@hooklatch/tern/express';
 * import express from 'express';
 *
 * const secret = 'whsec_4f1c0d2e9b7a8635';
 * const app = express();
 * app.post('/webhooks/stripe', createWebhookMiddleware({ platform: 'stripe', secret }), (req, res) => {
 *   res.json({ received: (req as { webhook?: { eventId?: string } }).webhook?.eventId });
 * });
 * ```
 */
export function createWebhookMiddleware(options: ExpressWebhookMiddlewareOptions): ExpressWebhookMiddleware {
  const mounted = mount(options, options.secret);
  return async (req, res, next) => {
    let taken: Taken;
    try {
      taken = await mounted.take(toNodeIncoming(req, res));
    } catch (error) {
      options.onError?.(error as Error);
      return next(error);
    }
    if ('reply' in taken) return reply(res, taken);
    // `_body` tells the parsers of Express 4 that the body has been read.
    Object.assign(req, { webhook: taken.result, _body: true });
    settleAtEnd(res, taken);
    next();
  };
}

function reply(res: ExpressLikeResponse, { reply: answer }: Extract<Taken, { reply: unknown }>): void {
  if (isServerResponse(res)) return writeReply(res, answer);
  res.status(answer.status).json(answer.body === '' ? {} : JSON.parse(answer.body));
}

/** The route behind has handled the delivery when its answer has been sent. */
function settleAtEnd(res: unknown, { settle }: Exclude<Taken, { reply: unknown }>): void {
  if (!isServerResponse(res)) return void settle(undefined);
  const end = (): void => void settle(res.writableFinished ? isSuccess(res.statusCode) : undefined);
  if (res.destroyed) return end();
  res.once('finish', end).once('close', end);
}
