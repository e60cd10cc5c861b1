import type { InboxMessage } from '@hooklatch/core/store';
import { afterThisTurn } from './after-this-turn.ts';
import type { Kept } from './engine.ts';

interface Waiting {
  readonly message: InboxMessage;
  resolve(kept: Exclude<Kept, object>): void;
  reject(error: unknown): void;
}

/** Puts one message, together with all others of the same turn of the event loop. */
export interface GroupedPut {
  (message: InboxMessage): Promise<Exclude<Kept, object>>;
  /** Resolves when nothing is on its way. */
  settled(): Promise<void>;
}

/** In messages: more than that wait for the next call, so that no call grows without a bound. */
const largestGroup = 500;

/**
 * Collects the messages of one turn of the event loop, so that what makes them durable is paid once for all.
 *
 * A message that comes twice in one group is put once.
 */
export function groupPuts(
  putAll: (messages: readonly InboxMessage[]) => Promise<readonly Kept[]>,
): GroupedPut {
  let waiting: Waiting[] = [];
  const flying = new Set<Promise<void>>();

  const flush = (): void => {
    const all = waiting;
    waiting = [];
    for (let start = 0; start < all.length; start += largestGroup) {
      const flight = fly(all.slice(start, start + largestGroup));
      flying.add(flight);
      void flight.finally(() => flying.delete(flight));
    }
  };
  const fly = async (group: readonly Waiting[]): Promise<void> => {
    const byId = new Map<string, Waiting[]>();
    for (const one of group) {
      const same = byId.get(one.message.id);
      if (same) same.push(one);
      else byId.set(one.message.id, [one]);
    }
    const firsts = [...byId.values()].map((same) => same[0] as Waiting);
    try {
      const kept = await putAll(firsts.map(({ message }) => message));
      if (kept.length !== firsts.length)
        throw new Error('The engine did not say what became of every message.');
      for (const [at, first] of firsts.entries()) {
        const own = kept[at] as Kept;
        for (const one of byId.get(first.message.id) ?? []) {
          if (typeof own === 'object') one.reject(own.error);
          else one.resolve(one === first ? own : 'duplicate');
        }
      }
    } catch (error) {
      for (const one of group) one.reject(error);
    }
  };
  const put = (message: InboxMessage): Promise<Exclude<Kept, object>> => {
    if (waiting.length === 0) afterThisTurn(flush);
    return new Promise((resolve, reject) => waiting.push({ message, resolve, reject }));
  };
  return Object.assign(put, {
    async settled() {
      while (waiting.length > 0 || flying.size > 0) {
        if (waiting.length > 0) flush();
        await Promise.allSettled(flying);
      }
    },
  });
}
