import { createConnection, type Connection } from './lib/client/connection.ts';
import { createJobs } from './lib/client/jobs.ts';
import { createWindow } from './lib/client/window.ts';
import { dialer } from './lib/client/dial.ts';
import type { RelayAnswer, RelayedDelivery, RelayEnd, RelayState } from './lib/client/relayed-delivery.ts';
import { toFilter } from './lib/filter/to-filter.ts';
import { toWireFilter } from './lib/filter/to-wire-filter.ts';

export type { RelayAnswer, RelayedDelivery, RelayEnd, RelayState } from './lib/client/relayed-delivery.ts';
export type { HeaderPairs } from './lib/protocol/message.ts';

/** Options of {@link connectRelay}. */
export interface RelayClientOptions {
  /** Of the relay: `wss://relay.example.com`. */
  readonly url: string;
  readonly token: string;
  /**
   * Keeps what is not wanted away; its provider is told 200. The relay verifies nothing, so that it asks all but what
   * `type` and `provider` say: ask those again after verification.
   */
  readonly filter?: string | object | undefined;
  /** Hands a delivery to the application. Where it resolves to nothing, or rejects, the delivery has had no answer. */
  readonly onDelivery: (delivery: RelayedDelivery) => Promise<RelayAnswer | undefined>;
  readonly onState?: ((state: RelayState) => void) | undefined;
  /** Ends the connection. */
  readonly signal?: AbortSignal | undefined;
  /** How many deliveries are taken before they are answered. (16) */
  readonly maxInFlight?: number | undefined;
  /** How many bytes of bodies. (33,554,432) */
  readonly maxInFlightBytes?: number | undefined;
  /** After it a delivery has had no answer, in milliseconds. (300,000) */
  readonly timeoutMs?: number | undefined;
  /** Allows `ws:` to other than loopback, where anybody between the two can read token and deliveries. (false) */
  readonly allowInsecure?: boolean | undefined;
}

/** A connection that is kept up. */
export interface RelayConnection {
  /** Resolves when it is over. */
  readonly closed: Promise<RelayEnd>;
  /** Ends it. Deliveries without an answer are sent to who comes next. */
  close(): Promise<void>;
}

/**
 * Connects to a relay, and connects again when the connection is lost: nothing that the relay keeps is lost by it, and
 * nothing that this process has begun is begun twice.
 *
 * @param options - address, token, and what takes the deliveries
 * @returns the connection, which may not be up yet
 * @throws TypeError where an option is wrong
 * @example
 * ```ts
 * import { connectRelay } from '@hooklatch/relay/client';
 *
 * const connection = connectRelay({
 *   url: 'wss://relay.example.com',
 *   token: process.env['HOOKLATCH_RELAY_TOKEN'] ?? '',
 *   onDelivery: async ({ body }) => ({ status: 200, headers: [], body }),
 *   onState: (state) => console.warn(state),
 * });
 * await connection.close();
 * ```
 */
export function connectRelay(options: RelayClientOptions): RelayConnection {
  const { url, token, filter, onDelivery, onState = () => {}, signal } = options;
  const { maxInFlight = 16, maxInFlightBytes = 33_554_432, timeoutMs = 300_000 } = options;
  for (const [name, value] of Object.entries({ maxInFlight, maxInFlightBytes, timeoutMs }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new TypeError(`${name} must be a whole number from 1.`);
  const dial = dialer({ url, token, allowInsecure: options.allowInsecure ?? false });
  const wireFilter = filter === undefined ? undefined : toWireFilter(toFilter(filter).json);
  const window = createWindow(maxInFlight);
  const connection: Connection = createConnection({
    dial,
    origin: dial.origin,
    hello: { bytes: maxInFlightBytes, filter: wireFilter },
    jobs: createJobs({ onDelivery, timeoutMs, window }),
    window,
    onState,
  });
  const stop = (): void => void connection.close();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  void connection.closed.then(() => signal?.removeEventListener('abort', stop));
  return connection;
}
