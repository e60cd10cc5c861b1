import { deliveryHeaders, WebhookError } from '@hooklatch/core';
import { toIncoming, type Incoming } from '@hooklatch/core/node';
import { joinBytes } from '@hooklatch/core/provider';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** What is used of a request of Node, Express or a platform that imitates them. */
export interface MinimalNodeRequest {
  method?: string | undefined;
  headers: Record<string, string | string[] | undefined>;
  body?: unknown;
  rawBody?: unknown;
  protocol?: string | undefined;
  originalUrl?: string | undefined;
  url?: string | undefined;
}

const consumedHint =
  'A parser has read the body: mount this above it, or put express.raw({ type: "*/*" }) in front of this route.';
const mostBytes = 1024 * 1024;
const mostMilliseconds = 10_000;

/**
 * The exact bytes of a body: those that somebody has kept, else those that still arrive, up to 1 MiB.
 *
 * @param request - of Node or Express
 * @returns the bytes
 * @throws WebhookError `body_consumed` where a parser has not left them, `payload_too_large`, `body_incomplete`
 */
export async function extractRawBody(request: MinimalNodeRequest): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const write = (chunk: Uint8Array): void => {
    length += chunk.length;
    if (length > mostBytes)
      throw new WebhookError('payload_too_large', `The body is over ${mostBytes} bytes.`);
    chunks.push(chunk);
  };
  try {
    await toNodeIncoming(request).read(write, { signal: AbortSignal.timeout(mostMilliseconds) });
  } catch (error) {
    throw WebhookError.is(error)
      ? error
      : new WebhookError('body_incomplete', 'The body did not arrive whole.', error);
  }
  return joinBytes(...chunks);
}

/**
 * A request of Node or Express as a `Request`, with the exact bytes of its body. What `x-forwarded-*` headers say is
 * believed only where Express does.
 *
 * @param request - not read yet, or with its bytes kept
 * @returns the request
 * @throws WebhookError as `extractRawBody` does
 */
export async function toWebRequest(request: MinimalNodeRequest): Promise<Request> {
  const { url, method, headers } = toNodeIncoming(request);
  const bodyless = method === 'GET' || method === 'HEAD';
  const body = bodyless ? undefined : ((await extractRawBody(request)) as Uint8Array<ArrayBuffer>);
  return new Request(url, {
    method,
    headers: headers.entries().map(([name, value]) => [name, value] as [string, string]),
    ...(body && { body }),
  });
}

/** A request as a delivery that can still be read, with an absolute URL. */
export function toNodeIncoming(request: MinimalNodeRequest, response?: unknown): Incoming {
  const body = keptBytes(request);
  const { method = 'POST', headers } = request;
  if (!isIncomingMessage(request)) {
    const read: Incoming['read'] = (write) => {
      if (body === undefined) throw new WebhookError('body_consumed', consumedHint);
      write(body);
    };
    return { method, url: absoluteUrl(request), headers: deliveryHeaders(headers), read };
  }
  const known = isServerResponse(response) ? { response } : {};
  const incoming = toIncoming(request, { ...known, body, consumedHint });
  return { ...incoming, url: absoluteUrl(request) };
}

function isIncomingMessage(request: object): request is IncomingMessage {
  return 'rawHeaders' in request && 'socket' in request;
}

/** Whether a response is one of Node's, and not only of the shape that Express's types have. */
export function isServerResponse(response: unknown): response is ServerResponse {
  return typeof (response as Partial<ServerResponse> | undefined)?.writeHead === 'function';
}

function absoluteUrl(request: MinimalNodeRequest): string {
  const { protocol, originalUrl, url = '/', headers } = request;
  const { encrypted } = ((request as { socket?: unknown }).socket ?? {}) as { encrypted?: boolean };
  const scheme = protocol ?? (encrypted === true ? 'https' : 'http');
  const path = originalUrl ?? url;
  return /^https?:\/\//.test(path)
    ? path
    : `${scheme}://${[headers['host']].flat()[0] ?? 'localhost'}${path}`;
}

/** The exact bytes, where somebody has kept them. */
function keptBytes({ rawBody, body, headers }: MinimalNodeRequest): Uint8Array | undefined {
  if (ArrayBuffer.isView(rawBody)) return rawBody as Uint8Array;
  const kept = typeof rawBody === 'string' ? rawBody : body;
  const isInflated = !/^(identity)?$/i.test([headers['content-encoding']].flat()[0] ?? '');
  if (isInflated) return undefined;
  if (ArrayBuffer.isView(kept)) return kept as Uint8Array;
  return typeof kept === 'string' ? exactBytes(kept, [headers['content-length']].flat()[0]) : undefined;
}

/** Text is the bytes' equal only where decoding has replaced nothing and dropped nothing. */
function exactBytes(text: string, contentLength: string | undefined): Uint8Array | undefined {
  if (text.includes('\u{FFFD}')) return undefined;
  const bytes = new TextEncoder().encode(text);
  return contentLength === undefined || String(bytes.length) === contentLength ? bytes : undefined;
}
