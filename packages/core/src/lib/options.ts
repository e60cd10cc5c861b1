import type { Delivery, DeliveryHead } from './delivery.ts';
import type { EventOf, WebhookEvent } from './event.ts';
import type { WebhookInbox } from './inbox.ts';
import type { Ordering } from './ordering.ts';
import type { DeliveryReport } from './report.ts';
import type { Schema } from './schema.ts';
import type { WebhookStore } from './store.ts';

/** What a handler is given beside the event. */
export interface HandlerContext<Tx = unknown> {
  /** Aborted when the time is over, the lease is lost, or the sender has gone away. */
  readonly signal: AbortSignal;
  /** Keeps the runtime alive until the promise has settled, where the runtime has such a thing. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
  /** The delivery that brought the event. */
  readonly delivery: Delivery;
  /** The runtime's bindings, on Workers. */
  readonly env?: unknown;
  /** How often the event was begun, this time included: more than 1 after a failure, a crash or a lost lease. */
  readonly attempt: number;
  /** The same at every attempt, for services that take such a key; undefined where nothing names the event. */
  readonly idempotencyKey: string | undefined;
  /** Whether a newer version was handled before; see `ordering`. */
  readonly stale: boolean;
  /** What `ordering.refetch` gave, where the event is stale. */
  readonly current?: unknown;
  /**
   * Runs the application's writes and marks the event as handled in one transaction: both are there, or neither.
   * Once an event.
   *
   * @throws TypeError where the store has no transactions, WebhookError `lease_lost` where another has the event now
   */
  withTransaction<Result>(work: (tx: Tx) => Result | Promise<Result>): Promise<Result>;
}

/**
 * An application's function for an event. What it returns is awaited; a whole `Reply` (status, headers and body) becomes
 * the answer, where the provider wants one. If it throws, the delivery is answered 500, so that the provider sends it
 * again.
 */
export type Handler<Event, Tx = unknown> = (event: Event, context: HandlerContext<Tx>) => unknown;

/** Handlers by event type; `'*'` takes every event that has none of its own. */
export type Handlers<Events extends object, Tx = unknown> = [keyof Events] extends [never]
  ? Readonly<Record<string, Handler<WebhookEvent<Events>, Tx>>>
  : {
      readonly [Type in (keyof Events & string) | '*']?: Handler<
        Type extends keyof Events ? EventOf<Events, Type> : WebhookEvent<Events>,
        Tx
      >;
    };

/** What `createWebhook` takes beside the provider. */
export interface WebhookOptions<Events extends object = object, Tx = unknown> {
  /** Handlers. Without them and without an inbox the webhook is a guard: the application's route goes on. */
  readonly on?: Handlers<Events, Tx> | undefined;
  /** Keeps every verified event before it is answered; a worker of the inbox handles it. In the place of `on`. */
  readonly inbox?: WebhookInbox | undefined;
  /** The endpoint's name, in keys and reports. (the provider's name) */
  readonly name?: string | undefined;
  /** How old or how far ahead a signed timestamp may be, in seconds. (what the provider states, else 300) */
  readonly toleranceInSeconds?: number | undefined;
  /** (1 MiB, or what the provider sends) */
  readonly maxBodyBytes?: number | undefined;
  /** Of all deliveries that this process holds at once. (256 MiB) */
  readonly maxBufferedBytes?: number | undefined;
  /** How long a body may take to arrive, in milliseconds. (10,000) */
  readonly bodyTimeoutMs?: number | undefined;
  /** Remembers what was handled. (in memory where there are handlers, else none; `false` for none) */
  readonly store?: WebhookStore<Tx> | false | undefined;
  /** Whether events are handled while the store cannot be reached, and perhaps twice. (`reject`: 503) */
  readonly onStoreUnavailable?: 'handle' | 'reject' | undefined;
  /** How long a claim lasts unless it is renewed, in milliseconds. (60,000) */
  readonly leaseMs?: number | undefined;
  /** How long a handled event is remembered, in milliseconds. (7 days) */
  readonly retentionMs?: number | undefined;
  /** How long handlers may take in the request, in milliseconds. (nine tenths of the provider's deadline, else no limit) */
  readonly handlerTimeoutMs?: number | undefined;
  /** Whether an event that was handled is handled once more, such as one sent again from the provider's dashboard. (never) */
  readonly allowRedelivery?: ((event: WebhookEvent<Events>) => boolean | Promise<boolean>) | undefined;
  /** Events of one thing one at a time, and what becomes of those that come after a newer one. */
  readonly ordering?: Ordering<Events> | undefined;
  /** Another key for an event than its signed id; undefined means that this event is not deduplicated. */
  readonly idempotencyKey?: ((event: WebhookEvent<Events>) => string | undefined) | undefined;
  /** A Standard Schema for every payload, or one by event type. Its output takes the payload's place. */
  readonly schema?: Schema | { readonly [Type in keyof Events & string]?: Schema } | undefined;
  /** Whether an event that does not fit its schema is handled all the same, and reported. (`handle`) */
  readonly onSchemaMismatch?: 'handle' | 'reject' | undefined;
  /** Gets one record a delivery; not awaited. Without it a refusal is one line on the console; `false` is silence. */
  readonly onDelivery?: ((report: DeliveryReport) => unknown) | false | undefined;
  /** Refuses what came over plain HTTP. (false) */
  readonly requireHttps?: boolean | undefined;
  /** The endpoint's URL as the provider knows it. */
  readonly publicUrl?: string | undefined;
  /** Tells whether a request came through a proxy whose `x-forwarded-*` headers may be believed. (never) */
  readonly trustProxy?: ((head: DeliveryHead) => boolean) | undefined;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: (() => number) | undefined;
}
