import type { Webhook, WebhookEvent } from '@hooklatch/core';
import { toIncoming, toResponse, type FetchContext, type Incoming } from '@hooklatch/core/fetch';
import { toIncoming as toNodeIncoming } from '@hooklatch/core/node';
import type { Context, HonoRequest, MiddlewareHandler } from 'hono';
import type { IncomingMessage, ServerResponse } from 'node:http';

export { createWebhook, WebhookError } from '@hooklatch/core';
export type { DeliveryReport, EventOf, Webhook, WebhookEvent, WebhookOptions } from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';

/** What {@link toHono} sets: `c.get('webhookEvent')` is the verified event. */
export interface WebhookVariables<Events extends object = object> {
  webhookEvent: WebhookEvent<Events>;
}

const consumedHint =
  'A middleware has read the body as text or a form: register toHono before it, or read c.req.arrayBuffer() in it.';

/**
 * Mounts a webhook in Hono: one with `on` answers by itself, one without is a guard before the routes after it.
 *
 * @param webhook - made by `createWebhook`
 * @returns a middleware; behind a guard the route has the event as `c.get('webhookEvent')`
 * @throws nothing; what is wrong with a delivery is in its answer and in `onDelivery`
 * @example
 * ```ts
 * import { createWebhook, toHono } from '@hooklatch/hono';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { Hono } from 'hono';
 *
 * export const app = new Hono().post('/webhooks/clerk', toHono(createWebhook(clerk())), (c) => {
 *   const event = c.get('webhookEvent');
 *   return c.json({ received: event.type });
 * });
 * ```
 */
export function toHono<Events extends object>(
  webhook: Webhook<Events>,
): MiddlewareHandler<{ Variables: WebhookVariables<Events> }> {
  return async (c, next) => {
    const { req } = c;
    const body = await keptBytes(req);
    const received = await webhook.receive(
      (body === undefined && untouchedOnNode(c)) || fetchIncoming(c, body),
    );
    if ('reply' in received) return toResponse(received.reply);
    c.set('webhookEvent', received.event);
    if (body === undefined) keepBytes(req, received.event.body);
    let ok = false;
    try {
      await next();
      ok = c.error === undefined && c.res.ok;
    } finally {
      await received.settle(ok, c.error);
    }
  };
}

/** What Hono really keeps: promises. */
interface Kept {
  readonly arrayBuffer?: Promise<ArrayBuffer>;
  readonly blob?: Promise<Blob>;
  readonly text?: Promise<string>;
}

/** The exact bytes of a body that a middleware has read through Hono. The first entry is what came from the wire. */
async function keptBytes({ bodyCache, raw }: HonoRequest): Promise<Uint8Array | undefined> {
  const { arrayBuffer, blob, text } = bodyCache as unknown as Kept;
  const [first] = Object.keys(bodyCache);
  try {
    if (first === 'arrayBuffer' && arrayBuffer) return new Uint8Array(await arrayBuffer);
    if (first === 'blob' && blob) return new Uint8Array(await (await blob).arrayBuffer());
    if (first === 'text' && text) return exactBytes(await text, raw.headers.get('content-length'));
  } catch {
    // The middleware was told why reading failed; here the body is just not there.
  }
  return undefined;
}

/** Text is the bytes' equal only where decoding has replaced nothing and dropped nothing. */
function exactBytes(text: string, contentLength: string | null): Uint8Array | undefined {
  if (text.includes('\u{FFFD}')) return undefined;
  const bytes = new TextEncoder().encode(text);
  return String(bytes.length) === contentLength ? bytes : undefined;
}

/** Lets the route behind a guard read the body again, as `c.req.json()` and its like. */
function keepBytes(req: HonoRequest, body: Uint8Array): void {
  Object.defineProperty(req.bodyCache, 'arrayBuffer', {
    enumerable: true,
    get: () => Promise.resolve(body.slice().buffer),
  });
}

/** What Hono's server for Node puts into the environment. */
interface NodeEnvironment {
  readonly incoming?: IncomingMessage;
  readonly outgoing?: ServerResponse;
}

/**
 * On Node: the request behind Hono's, whose doubled headers are still apart. It is read only where nobody has touched
 * it, and spares the `Request` and its stream, which are made when they are first asked for.
 */
function untouchedOnNode({ env, req }: Context): Incoming | undefined {
  const { incoming, outgoing } = (env ?? {}) as NodeEnvironment;
  if (incoming?.httpVersionMajor !== 1 || outgoing === undefined) return undefined;
  if (req.raw.bodyUsed || incoming.readableFlowing !== null || incoming.readableDidRead) return undefined;
  const { url } = req;
  return Object.assign(toNodeIncoming(incoming, { response: outgoing, consumedHint }), { url, env });
}

function fetchIncoming(c: Context, body: Uint8Array | undefined): Incoming {
  const { env, req } = c;
  const ctx = executionContext(c);
  return toIncoming(req.raw, { ...nodeContext(env), env, ctx, body, consumedHint });
}

/** On Node the request behind Hono's still has doubled headers apart, and the peer's address. */
function nodeContext(env: unknown): Pick<FetchContext, 'headers' | 'remoteAddress'> {
  const { incoming } = (env ?? {}) as NodeEnvironment;
  if (!Array.isArray(incoming?.rawHeaders)) return {};
  return { headers: incoming.rawHeaders, remoteAddress: incoming.socket?.remoteAddress };
}

/** Hono throws where the runtime has none. */
function executionContext(c: Context): unknown {
  try {
    return c.executionCtx;
  } catch {
    return undefined;
  }
}
