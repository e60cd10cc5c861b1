import { memoryStore } from '@hooklatch/core/store';
import type { MemoryInboxOptions } from '../memory.ts';
import type { InboxEngine, Lease } from './engine.ts';
import type { MemoryEntry, MemoryMessages } from './memory-messages.ts';
import { pullWork } from './pull-work.ts';

interface MemoryLease extends Lease {
  readonly token: string;
  readonly losing: AbortController;
}

/**
 * An engine over messages in memory.
 *
 * @throws TypeError where an option cannot be used
 */
export function memoryEngine(
  messages: MemoryMessages,
  { now = Date.now, pollMs = 50 }: Pick<MemoryInboxOptions, 'now' | 'pollMs'> = {},
): InboxEngine {
  if (!(pollMs > 0 && pollMs < 2 ** 31)) throw new TypeError(`pollMs cannot be ${pollMs}.`);
  const wakes = new Set<() => void>();
  let isPaused = false;
  const wakeAll = (): void => {
    for (const wake of wakes) wake();
  };
  /** Says to the workers that there may be something. */
  const awake = <Result>(result: Result): Result => {
    wakeAll();
    return result;
  };
  return {
    put: async (given) => awake(messages.put(given)),
    async work(work) {
      return pullWork<MemoryLease>(
        {
          claim: async (limit, leaseMs) => (isPaused ? [] : messages.claim(limit, leaseMs).map(toLease)),
          extend: async ({ message, token }, leaseMs) => messages.extend(message.id, token, leaseMs),
          settle: async ({ message, token }, verdict) => awake(messages.settle(message.id, token, verdict)),
          lose: ({ losing }) => losing.abort(new Error('Another worker has the message.')),
          pollMs,
          onWake(wake) {
            wakes.add(wake);
            return () => void wakes.delete(wake);
          },
        },
        work,
      );
    },
    replay: async (id) => awake(messages.replay(id)),
    dead: {
      list: async ({ limit = 100, offset = 0 } = {}) => messages.list(limit, offset),
      retry: async (id) => awake(messages.retry(id)),
      discard: async (id) => messages.discard(id),
    },
    stats: async () => messages.count(),
    async pause() {
      isPaused = true;
    },
    async resume() {
      isPaused = false;
      wakeAll();
    },
    migrate: async () => {},
    close: async () => {},
    store: memoryStore({ now }),
  };
}

/** With bytes of its own, so that a handler that writes into them changes nothing for the next attempt. */
function toLease({ message, attempt, replay, token }: MemoryEntry): MemoryLease {
  const losing = new AbortController();
  const own = { ...message, body: message.body.slice() };
  return { message: own, attempt, replay, token, losing, lost: losing.signal };
}
