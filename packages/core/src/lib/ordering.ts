import type { Endpoint } from './endpoint.ts';
import { WebhookError } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { askStore, claimKey, hold } from './hold.ts';
import type { LateSignal } from './late-controller.ts';
import type { WebhookStore } from './store.ts';

/** How events of one thing follow each other: a store with watermarks is needed. */
export interface Ordering<Events extends object = object> {
  /** What the event is about, such as a subscription's id; undefined where this event needs no order. */
  readonly key: (event: WebhookEvent<Events>) => string | undefined;
  /** A number that grows when the thing changes, such as `Date.parse(payload.updated_at)`; undefined where there is none. */
  readonly version: (event: WebhookEvent<Events>) => number | undefined;
  /**
   * What becomes of an event that comes after a newer one: not handled, handled with `context.stale`, or handled with
   * `context.current`. (`drop`)
   */
  readonly onStale?: 'drop' | 'handle' | 'refetch' | undefined;
  /** Gets what is true now, for `context.current`. */
  readonly refetch?: ((event: WebhookEvent<Events>) => unknown) | undefined;
  /** How long an event waits for another of the same key, in milliseconds; then it is to be sent again. (2000) */
  readonly waitMs?: number | undefined;
}

/** An event's turn. */
export interface Turn {
  readonly stale: boolean;
  readonly isDropped: boolean;
  readonly current?: unknown;
  /** Aborted when the turn is lost. */
  readonly loss?: LateSignal;
  /** Says that this version was handled. */
  raise(): Promise<void>;
  /** Lets the next one in. */
  leave(): Promise<void>;
}

const free: Turn = { stale: false, isDropped: false, raise: async () => {}, leave: async () => {} };

/** What bounds the wait for a turn. */
export interface TurnLimits {
  /** How much time the handler has, the wait included. */
  readonly leftMs?: number | undefined;
  readonly warnings: string[];
}

/**
 * Waits until no other event of the same key is being handled.
 *
 * @throws WebhookError `in_progress` where that takes too long, `store_unavailable`
 */
export async function takeTurn(
  endpoint: Endpoint,
  store: WebhookStore | undefined,
  event: WebhookEvent,
  { leftMs = Infinity, warnings }: TurnLimits,
): Promise<Turn> {
  const { ordering, name, retentionMs } = endpoint;
  const own = ordering?.key(event);
  if (!ordering || own === undefined) return free;
  const watermarks = store?.watermarks;
  if (!store || !watermarks) throw new TypeError('ordering needs a store with watermarks.');
  const key = `${name}:order:${own}`;
  const { token } = await enter(endpoint, store, key, Math.min(ordering.waitMs ?? 2000, leftMs));
  const held = hold(endpoint, store, key, { token }, false);
  try {
    let version = ordering.version(event);
    if (version !== undefined && !Number.isFinite(version)) {
      warnings.push(`The version of ${own} is no number: the event is handled out of order.`);
      version = undefined;
    }
    const known = version === undefined ? undefined : await askStore(store, () => watermarks.read(key));
    const stale = known !== undefined && (version as number) < known;
    const { onStale = 'drop', refetch } = ordering;
    return {
      stale,
      loss: held.loss,
      isDropped: stale && onStale === 'drop',
      ...(stale && onStale === 'refetch' && { current: await refetch?.(event) }),
      async raise() {
        const raised = version;
        if (raised !== undefined) await askStore(store, () => watermarks.raise(key, raised, retentionMs));
      },
      leave: async () => void (await held.settle(false)),
    };
  } catch (error) {
    await held.settle(false);
    throw error;
  }
}

const firstPauseMs = 20;
const longestPauseMs = 250;

async function enter(
  { leaseMs }: Endpoint,
  store: WebhookStore,
  key: string,
  waitMs: number,
): Promise<{ readonly token: string }> {
  const until = performance.now() + waitMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const claim = await claimKey(store, key, leaseMs);
    if (claim.state === 'claimed') return claim;
    const left = until - performance.now();
    if (left <= 0) throw new WebhookError('in_progress', '', firstPauseMs);
    await new Promise((resolve) => setTimeout(resolve, Math.min(pauseMs, left)));
  }
}
