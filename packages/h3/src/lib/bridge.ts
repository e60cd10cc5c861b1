import type { Reply } from '@hooklatch/core';
import { toIncoming as fromRequest, toResponse, type Incoming, type ReadBody } from '@hooklatch/core/fetch';
import { discardRest, toIncoming as fromNode, writeReply } from '@hooklatch/core/node';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { H3EventLike } from './h3-event-like.ts';
import { keptBody } from './kept-body.ts';

/** What stands on an event beside its types. */
interface Surroundings {
  readonly web?: { readonly request?: Request };
  readonly context?: { readonly cloudflare?: { readonly env?: unknown }; readonly waitUntil?: unknown };
  readonly runtime?: {
    readonly cloudflare?: { readonly env?: unknown };
    readonly node?: { readonly req: IncomingMessage; readonly res?: ServerResponse };
  };
  readonly waitUntil?: unknown;
}

type WaitUntil = (promise: Promise<unknown>) => void;

const consumedHint =
  'A middleware has read the body: in h3 1 (Nitro 2, Nuxt) it may use readBody or readRawBody, in h3 2 event.req.clone().';

/**
 * An event of either version as a delivery that can still be read.
 *
 * @param event - whose body nobody has read, or only by a way of h3 that keeps the bytes
 * @returns the delivery's head, and a way to read its body
 */
export async function toIncoming(event: H3EventLike): Promise<Incoming> {
  const { context, runtime } = event as Surroundings;
  const env = runtime?.cloudflare?.env ?? context?.cloudflare?.env;
  const waitUntil = toWaitUntil(event);
  const ctx = waitUntil && { waitUntil };
  const request = webRequest(event);
  if (request !== undefined) {
    const node = runtime?.node?.req;
    const headers = node?.rawHeaders ?? request.headers;
    const remoteAddress = node?.socket?.remoteAddress;
    const incoming = fromRequest(request, { env, ctx, headers, remoteAddress, consumedHint });
    // A mount takes its path away from the event's URL; Node's has it still.
    return node?.url === undefined ? incoming : Object.assign(incoming, { url: fullUrl(request, node.url) });
  }
  const { req, res } = nodePair(event);
  const kept = await keptBody(event, req);
  const stream = kept instanceof ReadableStream ? kept : undefined;
  const body = kept instanceof ReadableStream ? undefined : kept;
  const incoming = fromNode(req, { response: res, body, consumedHint });
  const read = stream && toReader(stream);
  return Object.assign(incoming, { env }, waitUntil && { waitUntil }, read && { read });
}

/**
 * Answers in the webhook's place.
 *
 * @param event - that is answered
 * @param reply - what to answer
 * @returns what the event handler gives to h3
 */
export function writeAnswer(event: H3EventLike, reply: Reply): Response | null {
  if (webRequest(event) === undefined) {
    const { res } = nodePair(event);
    writeReply(res, reply);
    return null;
  }
  const { req, res } = (event as Surroundings).runtime?.node ?? {};
  if (req) res?.once('finish', () => discardRest(req));
  return toResponse(reply);
}

/** h3 2 has a `Request`; h3 1 has one only where `toWebHandler` serves it. */
function webRequest(event: H3EventLike): Request | undefined {
  const request = event.req as Request;
  return typeof request.headers.get === 'function' ? request : (event as Surroundings).web?.request;
}

function nodePair({ node }: H3EventLike): { req: IncomingMessage; res: ServerResponse } {
  return node as { req: IncomingMessage; res: ServerResponse };
}

function toWaitUntil(event: H3EventLike): WaitUntil | undefined {
  const { waitUntil, context } = event as Surroundings;
  if (typeof waitUntil === 'function') return (promise) => void waitUntil.call(event, promise);
  const given = context?.waitUntil;
  return typeof given === 'function' ? (promise) => void given.call(context, promise) : undefined;
}

function fullUrl({ url }: Request, path: string): string {
  return path.startsWith('/') ? new URL(url).origin + path : url;
}

/** Undefined where the stream has been read. */
function toReader(body: ReadableStream): ReadBody | undefined {
  try {
    const init = { method: 'POST', body, duplex: 'half' };
    return fromRequest(new Request('http://localhost', init as RequestInit)).read;
  } catch {
    return undefined;
  }
}
