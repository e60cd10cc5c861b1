import type { TestRunner } from './runner.ts';
import { attemptFacts } from './store-attempts.ts';
import { claimFacts } from './store-claims.ts';
import type { Stage, StoreFact, StoreTransactions, StoreUnderTest } from './store-fact.ts';
import { keyFacts } from './store-keys.ts';
import { raceFacts } from './store-races.ts';
import { tokenFacts } from './store-tokens.ts';
import { noTransactionFacts, transactionFacts } from './store-transactions.ts';
import { noWatermarkFacts, watermarkFacts } from './store-watermarks.ts';

/** What differs for one store. */
export interface StoreOptions<Tx = unknown> {
  /** `Redis 7 with ioredis`. (nothing) */
  readonly name?: string;
  /** Where the store has transactions: how an application writes with one, and what it has written. */
  readonly transactions?: StoreTransactions<Tx>;
  /** Whether the store has watermarks. (true) */
  readonly watermarks?: boolean;
  /** The shortest lease in milliseconds; a pause of the store must be shorter. (250) */
  readonly unitMs?: number;
}

function groupsOf({
  transactions,
  watermarks = true,
}: StoreOptions<never>): Record<string, readonly StoreFact[]> {
  return {
    claims: claimFacts,
    tokens: tokenFacts,
    attempts: attemptFacts,
    keys: keyFacts,
    races: raceFacts,
    watermarks: watermarks ? watermarkFacts : noWatermarkFacts,
    transactions: transactions ? transactionFacts : noTransactionFacts,
  };
}

function toStage<Tx>(opened: StoreUnderTest<Tx>, { unitMs = 250, transactions }: StoreOptions<Tx>): Stage {
  const run = crypto.randomUUID();
  let keys = 0;
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, ms));
  const stage: Stage<Tx> = {
    store: opened.store,
    other: opened.other,
    async wait(units) {
      const ms = Math.ceil(units * unitMs);
      await (opened.wait ? opened.wait(ms) : sleep(ms));
    },
    unit: unitMs,
    newKey() {
      keys += 1;
      return `${run}:${keys}`;
    },
    transactions,
  };
  // Facts hand a transaction of the store to `write` and do nothing else with it.
  return stage as unknown as Stage;
}

/**
 * The contract of every store: claims, tokens, attempts, keys, races, watermarks, transactions.
 *
 * @param runner - of any test runner
 * @param open - gives an empty store; it is opened once for all facts
 * @param options - what differs
 * @example
 * ```ts
 * import { memoryStore } from '@hooklatch/core/store';
 * import { describeStore } from '@hooklatch/testing/contract';
 * import { afterAll, beforeAll, describe, test } from 'vitest';
 *
 * async function open() {
 *   let now = 0;
 *   const store = memoryStore({ now: () => now });
 *   return { store, other: store, wait: (ms: number) => void (now += ms), close() {} };
 * }
 * describeStore({ describe, test, beforeAll, afterAll }, open, { name: 'memory' });
 * ```
 */
export function describeStore<Tx = unknown>(
  runner: TestRunner,
  open: () => Promise<StoreUnderTest<Tx>>,
  options: StoreOptions<Tx> = {},
): void {
  const { name } = options;
  runner.describe(name === undefined ? 'the store contract' : `the store contract: ${name}`, () => {
    let opened: StoreUnderTest<Tx> | undefined;
    let stage: Stage | undefined;
    runner.beforeAll(async () => {
      opened = await open();
      stage = toStage(opened, options);
    });
    runner.afterAll(async () => {
      await opened?.close();
    });
    for (const [group, facts] of Object.entries(groupsOf(options as StoreOptions<never>))) {
      runner.describe(group, () => {
        for (const fact of facts) runner.test(fact.name, () => fact.show(stage as Stage));
      });
    }
  });
}
