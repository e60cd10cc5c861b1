import type { WebhookStore } from './store.ts';

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /** How many keys are remembered; the oldest finished one goes first, a held one never. (10,000) */
  readonly maxKeys?: number;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: () => number;
}

interface Entry {
  readonly token: string;
  readonly done: boolean;
  readonly until: number;
}

/**
 * A bounded store in this process's memory: it knows nothing of other processes, and forgets at a restart.
 *
 * @param options - bounds and clock
 * @returns the store
 * @example
 * ```ts
 * import { memoryStore } from '@hooklatch/core/store';
 *
 * const store = memoryStore({ maxKeys: 1000 });
 * const claim = await store.claim('clerk:msg_1', 60_000);
 * if (claim.state === 'claimed') await store.complete('clerk:msg_1', claim.token, 86_400_000);
 * ```
 */
export function memoryStore(options: MemoryStoreOptions = {}): WebhookStore {
  const { maxKeys = 10_000, now = Date.now } = options;
  const held = new Map<string, Entry>();
  const finished = new Map<string, Entry>();
  let count = 0;

  const liveEntry = (key: string): Entry | undefined => {
    const entry = held.get(key) ?? finished.get(key);
    if (entry === undefined || entry.until > now()) return entry;
    held.delete(key);
    finished.delete(key);
    return undefined;
  };
  const makeRoom = (): void => {
    if (held.size + finished.size < maxKeys) return;
    const [oldest] = finished.keys();
    if (oldest !== undefined) finished.delete(oldest);
    else for (const key of held.keys()) liveEntry(key);
    if (held.size >= maxKeys) throw new Error(`All ${maxKeys} keys are held.`);
  };
  const change = (key: string, token: string, apply: (entry: Entry) => void): boolean => {
    const entry = liveEntry(key);
    if (entry === undefined || entry.done || entry.token !== token) return false;
    apply(entry);
    return true;
  };

  return {
    async claim(key, leaseMs) {
      const entry = liveEntry(key);
      if (entry?.done) return { state: 'done' };
      if (entry) return { state: 'busy', retryAfterMs: entry.until - now() };
      makeRoom();
      count += 1;
      const token = String(count);
      held.set(key, { token, done: false, until: now() + leaseMs });
      return { state: 'claimed', token };
    },
    extend: async (key, token, leaseMs) =>
      change(key, token, (entry) => held.set(key, { ...entry, until: now() + leaseMs })),
    complete: async (key, token, retentionMs) =>
      change(key, token, () => {
        held.delete(key);
        finished.set(key, { token, done: true, until: now() + retentionMs });
      }),
    release: async (key, token) => change(key, token, () => held.delete(key)),
  };
}
