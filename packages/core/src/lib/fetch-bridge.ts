import type { Incoming, ReadBody, Reply } from './delivery.ts';
import { WebhookError } from './error.ts';
import { deliveryHeaders, type HeadersSource } from './headers.ts';

/** What a fetch runtime knows beside the request. */
export interface FetchContext {
  /** The bindings, on Workers. */
  readonly env?: unknown;
  /** The runtime's execution context; its `waitUntil` is used where there is one. */
  readonly ctx?: unknown;
  /** The body's exact bytes, where the framework has read and kept them. */
  readonly body?: Uint8Array | undefined;
  /** The headers as they arrived, doubles apart, where the framework still has them. (the request's) */
  readonly headers?: HeadersSource | undefined;
  /** The peer's address, where the framework can tell. */
  readonly remoteAddress?: string | undefined;
  /** Which line to change in this framework where the body was read by somebody else. */
  readonly consumedHint?: string;
}

/**
 * A `Request` as a delivery that can still be read.
 *
 * @param request - not read yet, unless `context.body` has its bytes
 * @param context - what the runtime knows beside it
 * @returns the delivery's head, and a way to read its body, which throws WebhookError `body_consumed` where somebody
 * else has read it
 */
export function toIncoming(request: Request, context: FetchContext = {}): Incoming {
  const { env, ctx, body, headers = request.headers, remoteAddress, consumedHint } = context;
  const { method, url, signal } = request;
  const runtime = ctx as { waitUntil?: (promise: Promise<unknown>) => void } | undefined;
  return {
    method,
    url,
    headers: deliveryHeaders(headers),
    read: body ? (write) => write(body) : toReader(request, consumedHint),
    signal,
    env,
    remoteAddress,
    ...(runtime?.waitUntil && { waitUntil: (promise) => runtime.waitUntil?.(promise) }),
  };
}

function toReader(request: Request, consumedHint?: string): ReadBody {
  return async (write, { signal }) => {
    if (request.bodyUsed) throw new WebhookError('body_consumed', consumedHint);
    const reader = request.body?.getReader();
    const cancel = (): void => void reader?.cancel().catch(() => {});
    signal.addEventListener('abort', cancel);
    for (let next = await reader?.read(); next?.value; next = await reader?.read()) write(next.value);
  };
}

/** A reply as a `Response`. */
export function toResponse({ status, headers, body }: Reply): Response {
  return new Response(body || null, { status, headers });
}
