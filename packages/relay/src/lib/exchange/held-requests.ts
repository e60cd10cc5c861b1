import { ownReply, type RelayOutcome, type RelayReply } from './relay-reply.ts';

/** How a request is held. */
interface Hold {
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly now: () => number;
  /** What is told where nobody answered in time, or the sender has gone. */
  fallback(outcome: 'no_answer' | 'sender_gone'): RelayReply;
}

/** Requests whose providers wait. */
export interface HeldRequests {
  /** Resolves once: to what {@link HeldRequests.settle} was given, or to the fallback. */
  hold(id: string, hold: Hold): Promise<RelayReply>;
  has(id: string): boolean;
  /** Until when the provider waits, in Unix milliseconds. */
  deadline(id: string): number | undefined;
  /** Tells a provider, where it still waits. */
  settle(id: string, reply: RelayReply): void;
  /** Tells all of them the same; each one's id is passed on. */
  failAll(outcome: Exclude<RelayOutcome, 'answered'>, each?: (id: string) => void): void;
  size(): number;
}

interface Waiting {
  readonly until: number;
  resolve(reply: RelayReply): void;
}

/** @returns nobody yet */
export function heldRequests(): HeldRequests {
  const waiting = new Map<string, Waiting>();
  const settle = (id: string, reply: RelayReply): void => {
    const found = waiting.get(id);
    waiting.delete(id);
    found?.resolve(reply);
  };
  return {
    hold(id, { signal, deadlineMs, now, fallback }) {
      return new Promise((resolve) => {
        const give = (outcome: 'no_answer' | 'sender_gone'): void => {
          if (waiting.has(id)) settle(id, fallback(outcome));
        };
        const timer = setTimeout(() => give('no_answer'), deadlineMs);
        const gone = (): void => give('sender_gone');
        const end = (reply: RelayReply): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', gone);
          resolve(reply);
        };
        waiting.set(id, { until: now() + deadlineMs, resolve: end });
        signal.addEventListener('abort', gone);
        if (signal.aborted) gone();
      });
    },
    has: (id) => waiting.has(id),
    deadline: (id) => waiting.get(id)?.until,
    settle,
    failAll(outcome, each) {
      for (const id of waiting.keys()) {
        each?.(id);
        settle(id, ownReply(outcome));
      }
    },
    size: () => waiting.size,
  };
}
