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
export function memoryStore({ maxKeys = 10_000, now = Date.now }: MemoryStoreOptions = {}): WebhookStore {
  const held = new Map<string, Entry>();
  const done = new Map<string, Entry>();
  let count = 0;

  const live = (entries: Map<string, Entry>, key: string | undefined): Entry | undefined => {
    const entry = entries.get(key as string);
    if (entry && entry.until <= now()) entries.delete(key as string);
    return entries.get(key as string);
  };
  const makeRoom = (): void => {
    if (held.size + done.size < maxKeys) return;
    if (done.size) return void done.delete(done.keys().next().value as string);
    for (const key of held.keys()) live(held, key);
    if (held.size >= maxKeys) throw new Error(`All ${maxKeys} keys are held.`);
  };
  /** Puts a held key into a map, for a while, if the token still holds it. */
  const move = async (key: string, token: string, to?: Map<string, Entry>, lastsMs = 0): Promise<boolean> => {
    if (live(held, key)?.token !== token) return false;
    held.delete(key);
    to?.set(key, { token, until: now() + lastsMs });
    return true;
  };
  return {
    async claim(key, leaseMs) {
      if (live(done, key)) return { state: 'done' };
      const holder = live(held, key);
      if (holder) return { state: 'busy', retryAfterMs: holder.until - now() };
      makeRoom();
      count += 1;
      held.set(key, { token: `${count}`, until: now() + leaseMs });
      return { state: 'claimed', token: `${count}` };
    },
    extend: (key, token, leaseMs) => move(key, token, held, leaseMs),
    complete: (key, token, retentionMs) => move(key, token, done, retentionMs),
    release: (key, token) => move(key, token),
  };
}
