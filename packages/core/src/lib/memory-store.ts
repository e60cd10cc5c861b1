import type { WebhookStore } from './store.ts';

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /** How many keys are remembered; the oldest finished one goes first, a held one never. (10,000) */
  readonly maxKeys?: number;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: () => number;
}

interface Entry {
  /** Empty once the key is done. */
  readonly token: string;
  readonly until: number;
}

/**
 * A bounded store in this process's memory: it knows nothing of other processes, and forgets at a restart.
 *
 * @param options - bounds and clock
 * @returns the store; its `claim` rejects with an Error where every key is held and there is room for no other
 * @example
 * ```ts
 * import { memoryStore } from '@hooklatch/core/store';
 *
 * const store = memoryStore({ maxKeys: 1000 });
 * const claim = await store.claim('clerk:msg_1', 60_000);
 * if (claim.state === 'claimed') await store.complete('clerk:msg_1', claim.token, 86_400_000);
 * ```
 */
export function memoryStore({ maxKeys = 10_000, now = Date.now }: MemoryStoreOptions = {}): WebhookStore {
  /** In the order in which they were claimed or finished. */
  const entries = new Map<string, Entry>();
  let count = 0;

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key);
    if (entry && entry.until > now()) return entry;
    entries.delete(key);
    return undefined;
  };
  const makeRoom = (): void => {
    for (const [key, { token }] of entries) {
      if (entries.size < maxKeys) return;
      if (!token || !live(key)) entries.delete(key);
    }
    if (entries.size >= maxKeys) throw new Error(`All ${maxKeys} keys are held.`);
  };
  const put = (key: string, token: string, lastsMs: number): void => {
    entries.delete(key);
    entries.set(key, { token, until: now() + lastsMs });
  };
  /** Does something with a key that the token still holds. */
  const held = async (key: string, token: string, act: () => unknown): Promise<boolean> => {
    if (live(key)?.token !== token) return false;
    act();
    return true;
  };
  return {
    async claim(key, leaseMs) {
      const entry = live(key);
      if (entry)
        return entry.token ? { state: 'busy', retryAfterMs: entry.until - now() } : { state: 'done' };
      makeRoom();
      count += 1;
      put(key, `${count}`, leaseMs);
      return { state: 'claimed', token: `${count}` };
    },
    extend: (key, token, leaseMs) => held(key, token, () => put(key, token, leaseMs)),
    complete: (key, token, retentionMs) => held(key, token, () => put(key, '', retentionMs)),
    release: (key, token) => held(key, token, () => entries.delete(key)),
  };
}
