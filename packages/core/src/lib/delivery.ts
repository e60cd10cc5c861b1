import type { DeliveryHeaders } from './headers.ts';

/** What is known of a delivery before its body is read. */
export interface DeliveryHead {
  readonly method: string;
  /** As received: a path with its query on Node, an absolute URL where the runtime gives one. */
  readonly url: string;
  readonly headers: DeliveryHeaders;
  /** The URL as it arrived, where `url` was made the provider's: what stands in its query is the sender's alone. */
  readonly receivedUrl?: string;
  /** Whether the connection to this process was encrypted, where the runtime can tell. */
  readonly secure?: boolean;
  /** The peer's address, where the runtime can tell. Behind a proxy it is the proxy's. */
  readonly remoteAddress?: string | undefined;
}

/** One HTTP request from a provider. */
export interface Delivery extends DeliveryHead {
  /** The exact bytes that arrived. */
  readonly body: Uint8Array;
}

/** What the provider gets back. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Hands over a body chunk by chunk, without changing a byte.
 *
 * `write` throws where the body must not be read further; the reader stops and lets the error through.
 * The reader stops as well when the deadline's `signal` is aborted.
 */
export type ReadBody = (
  write: (chunk: Uint8Array) => void,
  deadline: { readonly signal: AbortSignal },
) => Promise<void> | void;

/** A delivery as an adapter hands it over: the head, and a way to read the body. */
export interface Incoming extends DeliveryHead {
  readonly read: ReadBody;
  /** The runtime's bindings, where secrets live on Workers. */
  readonly env?: unknown;
  /** Keeps the runtime alive until the promise has settled, where the runtime has such a thing. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
  /** Aborted when the sender has gone away. */
  readonly signal?: AbortSignal;
}
