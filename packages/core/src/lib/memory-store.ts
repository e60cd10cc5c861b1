import type { WebhookStore } from './store.ts';

/** Options of {@link memoryStore}. */
export interface MemoryStoreOptions {
  /** How many keys are remembered; the oldest finished one goes first, a held one never. (10,000) */
  readonly maxKeys?: number;
  /** Unix milliseconds. (`Date.now`) */
  readonly now?: () => number;
}

interface Entry {
  /** Empty while nobody holds the key. */
  readonly token: string;
  readonly done: boolean;
  readonly attempt: number;
  /** When the lease, or the retention, ends. */
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
  const versions = new Map<string, { readonly version: number; readonly until: number }>();
  let count = 0;

  const isHeld = ({ token, until }: Entry): boolean => !!token && until > now();
  const isDone = ({ done, until }: Entry): boolean => done && until > now();
  // One that goes on from where it stood: a map that much was deleted from is slow to be begun anew.
  let oldest = entries.entries();
  const makeRoom = (): void => {
    for (let left = entries.size; entries.size >= maxKeys; left -= 1) {
      if (left <= 0) throw new Error(`All ${maxKeys} keys are held.`);
      let next = oldest.next();
      if (next.done) {
        oldest = entries.entries();
        next = oldest.next();
      }
      const [key, entry] = next.value as [string, Entry];
      if (!isHeld(entry)) entries.delete(key);
    }
  };
  const put = (key: string, entry: Entry): void => {
    entries.delete(key);
    entries.set(key, entry);
  };
  /** Puts something in the place of a key that the token still holds. */
  const settle = async (key: string, token: string, change: Partial<Entry>): Promise<boolean> => {
    const entry = entries.get(key);
    if (!entry || entry.token !== token || !isHeld(entry)) return false;
    put(key, { ...entry, ...change });
    return true;
  };
  const store: WebhookStore = {
    async claim(key, leaseMs) {
      const entry = entries.get(key);
      if (entry && isDone(entry)) return { state: 'done' };
      if (entry && isHeld(entry)) return { state: 'busy', retryAfterMs: entry.until - now() };
      const attempt = entry && !entry.done ? entry.attempt + 1 : 1;
      entries.delete(key);
      makeRoom();
      count += 1;
      entries.set(key, { token: `${count}`, done: false, attempt, until: now() + leaseMs });
      return { state: 'claimed', token: `${count}`, attempt };
    },
    extend: (key, token, leaseMs) => settle(key, token, { until: now() + leaseMs }),
    complete: (key, token, retentionMs) =>
      settle(key, token, { token: '', done: true, until: now() + retentionMs }),
    release: (key, token) => settle(key, token, { token: '' }),
    watermarks: {
      async read(key) {
        const mark = versions.get(key);
        return mark && mark.until > now() ? mark.version : undefined;
      },
      async raise(key, version, retentionMs) {
        const mark = versions.get(key);
        versions.delete(key);
        // The one that was raised longest ago goes first.
        for (const first of versions.keys()) {
          if (versions.size < maxKeys) break;
          versions.delete(first);
        }
        const known = mark && mark.until > now() ? mark.version : -Infinity;
        versions.set(key, { version: Math.max(known, version), until: now() + retentionMs });
      },
    },
  };
  // Not enumerable: what somebody makes of a copy may take its time.
  return Object.defineProperty(store, 'isLocal', { value: true });
}
