import type { WebhookStore } from '@hooklatch/core/store';
import type { StoreTransactions, StoreUnderTest } from '../src/contract.ts';

/** What is remembered of a key. */
export interface Entry {
  token: string;
  done: boolean;
  attempt: number;
  until: number;
}

/** A transaction: what is written when it commits. */
export type Texts = string[];

/** What a store remembers, and the decisions in it that a broken store takes otherwise. */
export interface Plain {
  readonly entries: Map<string, Entry>;
  readonly versions: Map<string, { readonly version: number; readonly until: number }>;
  readonly texts: Texts;
  now: number;
  count: number;
  /** Whether the token holds the key now. */
  holds(key: string, token: string): boolean;
  /** The key as it is stored. */
  toKey(key: string): string;
  /** Between a look and an act. */
  pause(): Promise<void> | undefined;
}

export function createPlain(): Plain {
  const plain: Plain = {
    entries: new Map(),
    versions: new Map(),
    texts: [],
    now: 1_000_000,
    count: 0,
    holds(key, token) {
      const entry = plain.entries.get(key);
      return !!entry && !entry.done && entry.token === token && token !== '' && entry.until > plain.now;
    },
    toKey: (key) => key,
    pause: () => undefined,
  };
  return plain;
}

/** A store as the contract wants it, in a few lines. */
export function toStore(plain: Plain): Required<Omit<WebhookStore<Texts>, 'isLocal'>> {
  const { entries, versions } = plain;
  async function ifHeld(key: string, token: string, act: (entry: Entry) => void): Promise<boolean> {
    const stored = plain.toKey(key);
    if (!plain.holds(stored, token)) return false;
    const pausing = plain.pause();
    if (pausing) await pausing;
    const entry = entries.get(stored);
    if (entry) act(entry);
    return true;
  }
  const current = (stored: string): number | undefined => {
    const mark = versions.get(stored);
    return mark && mark.until > plain.now ? mark.version : undefined;
  };
  const store: Required<Omit<WebhookStore<Texts>, 'isLocal'>> = {
    async claim(key, leaseMs) {
      const stored = plain.toKey(key);
      const entry = entries.get(stored);
      const isOver = !entry || entry.until <= plain.now;
      if (!isOver && entry.done) return { state: 'done' };
      if (!isOver && entry.token !== '') return { state: 'busy', retryAfterMs: entry.until - plain.now };
      const pausing = plain.pause();
      if (pausing) await pausing;
      plain.count += 1;
      const attempt = entry && !entry.done ? entry.attempt + 1 : 1;
      const token = `t${plain.count}`;
      entries.set(stored, { token, done: false, attempt, until: plain.now + leaseMs });
      return { state: 'claimed', token, attempt };
    },
    extend: (key, token, leaseMs) => ifHeld(key, token, (entry) => (entry.until = plain.now + leaseMs)),
    complete: (key, token, retentionMs) =>
      ifHeld(key, token, (entry) => Object.assign(entry, { done: true, until: plain.now + retentionMs })),
    release: (key, token) => ifHeld(key, token, (entry) => (entry.token = '')),
    async transaction(key, token, retentionMs, work) {
      const written: Texts = [];
      const result = await work(written);
      if (!(await store.complete(key, token, retentionMs))) return { held: false };
      plain.texts.push(...written);
      return { held: true, result };
    },
    watermarks: {
      read: async (key) => current(plain.toKey(key)),
      async raise(key, version, retentionMs) {
        const stored = plain.toKey(key);
        const found = current(stored);
        const pausing = plain.pause();
        if (pausing) await pausing;
        if (found !== undefined && found >= version) return;
        versions.set(stored, { version, until: plain.now + retentionMs });
      },
    },
  };
  return store;
}

/** How texts are written with a transaction of a plain store: at once, or a little later. */
export function plainTransactions(plain: Plain, isAsync = true): StoreTransactions<Texts> {
  const write = (tx: Texts, text: string): unknown => tx.push(text);
  return {
    write: isAsync ? async (tx, text) => write(tx, text) : write,
    readAll: () => plain.texts,
  };
}

/** Opens a plain store, whose clients `change` may break. */
export function openPlain(
  plain: Plain,
  change: (
    store: Required<Omit<WebhookStore<Texts>, 'isLocal'>>,
    plain: Plain,
  ) => Partial<WebhookStore<Texts>> = () => ({}),
): () => Promise<StoreUnderTest<Texts>> {
  return async () => {
    const broken = (): WebhookStore<Texts> => {
      const store = toStore(plain);
      return Object.assign(store, change({ ...store }, plain));
    };
    return { store: broken(), other: broken(), wait: (ms) => void (plain.now += ms), close: () => {} };
  };
}
