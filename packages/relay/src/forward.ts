import { toSummary, type DeliverySummary } from './lib/forward/delivery-summary.ts';
import { forwardedType, writeForwarded } from './lib/forward/forwarded-request.ts';
import type { ObservedReport } from './lib/forward/observed-report.ts';
import { openLine, type DeliveryObserver, type ObserverOptions } from './lib/forward/observer.ts';
import { post } from './lib/forward/post.ts';

export { readForwarded, type ForwardedRequest } from './lib/forward/forwarded-request.ts';
export type { DeliverySummary } from './lib/forward/delivery-summary.ts';
export type { DeliveryObserver, ObserverOptions } from './lib/forward/observer.ts';
export type { ObservedEvent, ObservedReport } from './lib/forward/observed-report.ts';
export type { Loss, LossReason } from './lib/forward/send-queue.ts';

/** Options of {@link forward}. */
export interface ForwardOptions extends ObserverOptions {
  /** Where to: `https://gateway.example.com/api/v1/forwarded/<endpoint's id>`. */
  readonly to: string;
  /** The request's method, where the report does not tell it. (`POST`) */
  readonly method?: string | undefined;
  /** The request's path and query, where the report does not tell them. (`/`) */
  readonly path?: string | undefined;
}

/**
 * Hands on every request that was verified to a gateway, with its header pairs and its exact bytes. The provider's
 * answer does not wait for it.
 *
 * It waits in memory: what is not sent when the process ends is lost, unless `close` was awaited.
 *
 * @param options - the gateway's address for the endpoint, and a token
 * @returns what `onDelivery` takes
 * @throws TypeError where an option is wrong
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { forward } from '@hooklatch/relay/forward';
 *
 * const toGateway = forward({
 *   to: 'https://gateway.example.com/api/v1/forwarded/end_1',
 *   token: () => process.env['HOOKLATCH_GATEWAY_TOKEN'],
 * });
 * export const webhook = createWebhook(clerk(), {
 *   on: { 'user.created': (event) => console.log(event.id) },
 *   onDelivery: toGateway,
 * });
 * export const stop = () => toGateway.close();
 * ```
 */
export function forward(options: ForwardOptions): DeliveryObserver {
  const { to, method = 'POST', path = '/', waitUntil } = options;
  const { receiver, queue } = openLine('to', to, options);
  const observe = (report: ObservedReport): void => {
    const { event, outcome, status = 200, milliseconds } = report;
    // A question that was signed is no event.
    if (!event || outcome === 'handshake') return;
    const { body, headers } = event;
    const request = {
      id: crypto.randomUUID(),
      at: Date.now(),
      method: report.method ?? method,
      url: report.url ?? path,
      headers: headers.entries(),
      body,
      status,
      milliseconds,
    };
    const settled = queue.put({
      bytes: body.length,
      count: 1,
      send: (signal) => post(receiver, { type: forwardedType, body: writeForwarded(request) }, signal),
    });
    waitUntil?.(settled);
  };
  return toObserver(observe, { flush: queue.flush, close: queue.close });
}

/** Options of {@link reportTo}. */
export interface ReportOptions extends ObserverOptions {
  /** Where to: `https://gateway.example.com/api/v1/reports/<endpoint's id>`. */
  readonly url: string;
  /** How long reports are gathered, in milliseconds; with `waitUntil` each goes by itself. (1000) */
  readonly gatherMs?: number | undefined;
}

const mostGathered = 100;
const encoder = new TextEncoder();

/**
 * Reports every delivery to a gateway: outcome, code, type, id, length and time, and neither body nor headers.
 *
 * @param options - the gateway's address for the endpoint, and a token
 * @returns what `onDelivery` takes
 * @throws TypeError where an option is wrong
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { stripe } from '@hooklatch/providers/stripe';
 * import { reportTo } from '@hooklatch/relay/forward';
 *
 * const report = reportTo({
 *   url: 'https://gateway.example.com/api/v1/reports/end_1',
 *   token: () => process.env['HOOKLATCH_GATEWAY_TOKEN'],
 * });
 * export const webhook = createWebhook(stripe(), { onDelivery: report });
 * ```
 */
export function reportTo(options: ReportOptions): DeliveryObserver {
  const { url, gatherMs = 1000, waitUntil } = options;
  const { receiver, queue } = openLine('url', url, options);
  let gathered: DeliverySummary[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const send = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const reports = gathered;
    gathered = [];
    if (reports.length === 0) return Promise.resolve();
    const body = encoder.encode(JSON.stringify({ reports }));
    const parcel = { type: 'application/json', body };
    return queue.put({
      bytes: body.length,
      count: reports.length,
      send: (signal) => post(receiver, parcel, signal),
    });
  };
  const observe = (report: ObservedReport): void => {
    gathered.push(toSummary(report, crypto.randomUUID(), Date.now()));
    if (waitUntil) waitUntil(send());
    else if (gathered.length >= mostGathered) void send();
    else timer ??= setTimeout(() => void send(), gatherMs);
  };
  return toObserver(observe, {
    async flush() {
      void send();
      await queue.flush();
    },
    async close(graceMs) {
      void send();
      await queue.close(graceMs);
    },
  });
}

function toObserver(
  observe: (report: ObservedReport) => void,
  { flush, close }: { flush(): Promise<void>; close(graceMs: number): Promise<void> },
): DeliveryObserver {
  return Object.assign((report: ObservedReport) => observe(report), {
    flush,
    close: ({ graceMs = 10_000 }: { readonly graceMs?: number } = {}) => close(graceMs),
  });
}
