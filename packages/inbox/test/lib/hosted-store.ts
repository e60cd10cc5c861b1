import { memoryStore, type WebhookStore } from '@hooklatch/core/store';

/** A store in memory with a clock of its own, of which some calls fail. */
export interface FaultyStore {
  readonly store: WebhookStore;
  /** What fails at the door; workers are spared. */
  readonly failing: Set<'claim' | 'complete'>;
  /** Lets time pass. */
  pass(milliseconds: number): void;
}

/** Makes such a store. */
export function createFaultyStore(): FaultyStore {
  let passed = 0;
  const inner = memoryStore({ now: () => Date.now() + passed });
  const failing = new Set<'claim' | 'complete'>();
  const fail = (what: 'claim' | 'complete', key: string): void => {
    if (failing.has(what) && !key.includes('#')) throw new Error('The store is away.');
  };
  return {
    failing,
    pass(milliseconds) {
      passed += milliseconds;
    },
    store: {
      ...inner,
      async claim(key, leaseMs) {
        fail('claim', key);
        return inner.claim(key, leaseMs);
      },
      async complete(key, token, retentionMs) {
        fail('complete', key);
        return inner.complete(key, token, retentionMs);
      },
    },
  };
}
