import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { toIncoming, toResponse } from '@hooklatch/core/fetch';
import { isSuccess, toIncoming as toNodeIncoming, writeReply } from '@hooklatch/core/node';
import type { NextApiRequest, NextApiResponse } from 'next';
import type { NextRequest } from 'next/server.js';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

/** What the application's route is given beside the request, whose body has been read: it is `event.body`. */
export interface RouteContext<Events extends object = object> {
  readonly event: WebhookEvent<Events>;
  /** Of the route's path, such as `[tenant]`. */
  readonly params: Readonly<Record<string, string | string[] | undefined>>;
}

/** The application's own route behind a guard, in the App Router. */
export type AppRoute<Events extends object = object> = (
  request: NextRequest,
  context: RouteContext<Events>,
) => Response | Promise<Response>;

/** The application's own route behind a guard, in the Pages Router. */
export type PagesRoute<Events extends object = object> = (
  event: WebhookEvent<Events>,
  req: NextApiRequest,
  res: NextApiResponse,
) => unknown;

/** What a file of the App Router exports as `POST`. */
export type AppHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

/** What a page of the Pages Router exports by default. */
export type PagesHandler = (req: NextApiRequest, res: NextApiResponse) => Promise<void>;

const appHint = 'The route has read the request: give request.clone() to whatever reads it before toNext.';
const pagesHint =
  "Next's parser has read the request: add `export const config = { api: { bodyParser: false } }` to this page.";

/**
 * Mounts a webhook in Next.js: one with `on` answers by itself in either router, one without is a guard before `route`.
 *
 * @param webhook - made by `createWebhook`
 * @param route - the application's own, behind a guard; an answer that is not 2xx, and an error, mean "send it again"
 * @returns what to export as `POST`, or by default from a page whose `bodyParser` is off
 * @throws TypeError where a guard has no route
 * @example
 * ```ts
 * import { createWebhook, toNext } from '@hooklatch/next';
 * import { clerk } from '@hooklatch/providers/clerk';
 *
 * // app/webhooks/clerk/route.ts
 * export const POST = toNext(
 *   createWebhook(clerk(), {
 *     on: { 'user.created': (event) => console.log(event.payload.data.id) },
 *   }),
 * );
 * ```
 */
export function toNext<Events extends object>(webhook: Webhook<Events>): PagesHandler & AppHandler;
export function toNext<Events extends object>(webhook: Webhook<Events>, route: AppRoute<Events>): AppHandler;
export function toNext<Events extends object>(
  webhook: Webhook<Events>,
  route?: AppRoute<Events>,
): PagesHandler & AppHandler {
  refuseWithoutRoute(webhook, route);
  const handler = (request: Request | NextApiRequest, second: unknown): Promise<Response | void> =>
    isRequest(request)
      ? answerApp(webhook, route, request, second)
      : answerPages(webhook, undefined, request, second as NextApiResponse);
  return handler as PagesHandler & AppHandler;
}

/**
 * Mounts a guard before a route of the Pages Router; its page needs
 * `export const config = { api: { bodyParser: false } }`.
 *
 * @param webhook - made by `createWebhook`, without `on`
 * @param route - the application's own; an answer that is not 2xx, and an error, mean "send it again"
 * @returns what to export by default
 * @throws TypeError where a guard has no route
 * @example
 * ```ts
 * import { createWebhook, toNextPages } from '@hooklatch/next';
 * import { stripe } from '@hooklatch/providers/stripe';
 *
 * // pages/api/webhooks/stripe.ts
 * export const config = { api: { bodyParser: false } };
 *
 * export default toNextPages(createWebhook(stripe()), (event, _req, res) => {
 *   res.status(200).json({ received: event.type });
 * });
 * ```
 */
export function toNextPages<Events extends object>(
  webhook: Webhook<Events>,
  route: PagesRoute<Events>,
): PagesHandler {
  refuseWithoutRoute(webhook, route);
  return (req, res) => answerPages(webhook, route, req, res);
}

function refuseWithoutRoute<Events extends object>(webhook: Webhook<Events>, route: unknown): void {
  if (webhook.handles || typeof route === 'function') return;
  throw new TypeError('This webhook has no handlers: give it `on`, or give toNext a route.');
}

/** Both runtimes of the App Router give a Request; the Pages Router gives Node's message. */
function isRequest(request: Request | NextApiRequest): request is Request {
  return typeof request.headers.get === 'function';
}

async function answerApp<Events extends object>(
  webhook: Webhook<Events>,
  route: AppRoute<Events> | undefined,
  request: Request,
  ctx: unknown,
): Promise<Response> {
  const received = await webhook.receive(toIncoming(request, { ctx, consumedHint: appHint }));
  if ('reply' in received) return toResponse(received.reply);
  try {
    const { params } = (ctx ?? {}) as { params?: Promise<RouteContext['params']> };
    const context = { event: received.event, params: (await params) ?? {} };
    const response = await (route as AppRoute<Events>)(request as NextRequest, context);
    await received.settle(response.ok);
    return response;
  } catch (error) {
    await received.settle(false, error);
    throw error;
  }
}

async function answerPages<Events extends object>(
  webhook: Webhook<Events>,
  route: PagesRoute<Events> | undefined,
  req: NextApiRequest,
  res: NextApiResponse,
): Promise<void> {
  const received = await webhook.receive(toNodeIncoming(req, { response: res, consumedHint: pagesHint }));
  if ('reply' in received) return writeReply(res, received.reply);
  try {
    await (route as PagesRoute<Events>)(received.event, req, res);
    // A route may answer later than it returns.
    if (!res.writableEnded && !res.closed) await new Promise((resolve) => res.once('close', resolve));
    const ok = isSuccess(res.statusCode);
    // Where the sender has gone away, nobody knows whether the route still works.
    await received.settle(res.writableEnded ? ok : undefined);
  } catch (error) {
    await received.settle(false, error);
    throw error;
  }
}
