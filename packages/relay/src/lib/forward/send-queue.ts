import { createTurns } from './turns.ts';

/** What came of one attempt. */
export type Sent =
  | { readonly state: 'taken' }
  /** It would be refused again. */
  | { readonly state: 'refused'; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string; readonly retryAfterMs?: number | undefined };

/** Why something is not sent any more. */
export type LossReason = 'full' | 'refused' | 'gave_up' | 'closed';

/** Something that the receiver has not got, and will not get. */
export interface Loss {
  /** `full`: too much waited already. `refused`: the receiver does not take it. `gave_up`: no attempt is left. */
  readonly reason: LossReason;
  /** What the receiver or the network has said; nothing of what was sent. */
  readonly detail: string;
  /** How many deliveries. */
  readonly count: number;
}

/** How a queue works; times in milliseconds. */
export interface SendQueueOptions {
  readonly concurrency: number;
  readonly maxItems: number;
  readonly maxBytes: number;
  readonly attempts: number;
  readonly baseMs: number;
  readonly maxMs: number;
  readonly onLost: (loss: Loss) => void;
}

/** Something to send. */
export interface Parcel {
  readonly bytes: number;
  /** In deliveries. */
  readonly count: number;
  /** @param signal - aborted when it is given up */
  send(signal: AbortSignal): Promise<Sent>;
}

/** Sends parcels behind the caller's back, each until it is taken, refused or given up. */
export interface SendQueue {
  /** Takes a parcel, or loses it at once where the queue is full; resolves when it is settled, and never rejects. */
  put(parcel: Parcel): Promise<void>;
  /** Resolves when everything that was put is settled. */
  flush(): Promise<void>;
  /** Takes nothing more, and gives up what is not settled after a time. */
  close(graceMs: number): Promise<void>;
}

/**
 * Makes a queue in memory.
 *
 * Every parcel has a loop of its own and shares nothing but the count of turns: a runtime that binds what a request has
 * begun to that request is never asked to go on with another's.
 */
export function createSendQueue(options: SendQueueOptions): SendQueue {
  const { concurrency, maxItems, maxBytes, attempts, onLost } = options;
  const turns = createTurns(concurrency);
  const ending = new AbortController();
  const working = new Set<Promise<void>>();
  let isClosed = false;
  let bytes = 0;
  const attempt = async (parcel: Parcel): Promise<Sent> => {
    const release = await turns.take();
    try {
      return ending.signal.aborted ? { state: 'failed', reason: '' } : await parcel.send(ending.signal);
    } catch (error) {
      return { state: 'failed', reason: error instanceof Error ? error.name : 'Error' };
    } finally {
      release();
    }
  };
  const work = async (parcel: Parcel): Promise<Omit<Loss, 'count'> | undefined> => {
    for (let number = 1; ; number += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const sent = await attempt(parcel);
      if (sent.state === 'taken') return undefined;
      if (sent.state === 'refused') return { reason: 'refused', detail: sent.reason };
      if (ending.signal.aborted) return { reason: 'closed', detail: 'It was closed first.' };
      if (number >= attempts) return { reason: 'gave_up', detail: sent.reason };
      // oxlint-disable-next-line no-await-in-loop
      await rest(Math.max(delayOf(options, number), sent.retryAfterMs ?? 0), ending.signal);
    }
  };
  const run = async (parcel: Parcel): Promise<void> => {
    const loss = await work(parcel);
    bytes -= parcel.bytes;
    if (loss) onLost({ ...loss, count: parcel.count });
  };
  const flush = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop
    while (working.size > 0) await Promise.all(working);
  };
  return {
    put(parcel) {
      const { count } = parcel;
      if (isClosed || working.size >= maxItems || bytes + parcel.bytes > maxBytes) {
        onLost(
          isClosed
            ? { reason: 'closed', detail: 'It was closed before.', count }
            : { reason: 'full', detail: `${working.size} wait already.`, count },
        );
        return Promise.resolve();
      }
      bytes += parcel.bytes;
      const one = run(parcel).finally(() => working.delete(one));
      working.add(one);
      return one;
    },
    flush,
    async close(graceMs) {
      isClosed = true;
      const timer = setTimeout(() => ending.abort(), graceMs);
      await flush();
      clearTimeout(timer);
    },
  };
}

/** Doubled each time, and up to a half of it taken off by chance. */
function delayOf({ baseMs, maxMs }: SendQueueOptions, number: number): number {
  return Math.min(maxMs, baseMs * 2 ** (number - 1)) * (1 - Math.random() / 2);
}

function rest(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
}
