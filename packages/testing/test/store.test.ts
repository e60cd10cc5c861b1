import { memoryStore } from '@hooklatch/core/store';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeStore, modelStore, type StoreUnderTest } from '../src/contract.ts';
import { createPlain, openPlain, plainTransactions } from './plain-store.ts';
import { recordSuite } from './record-runner.ts';

const runner = { describe, test, beforeAll, afterAll };

async function openMemory(): Promise<StoreUnderTest> {
  let now = 1_700_000_000_000;
  const store = memoryStore({ now: () => now });
  return { store, other: store, wait: (ms) => void (now += ms), close: () => {} };
}

describeStore(runner, openMemory, { name: 'memory, with a clock in hand' });

for (const isAsync of [true, false]) {
  const plain = createPlain();
  describeStore(runner, openPlain(plain), {
    name: `a plain store with transactions, of which the work is ${isAsync ? 'asynchronous' : 'synchronous'}`,
    transactions: plainTransactions(plain, isAsync),
  });
}

test('a store that says to have neither watermarks nor transactions has none', async () => {
  const recorded = await recordSuite((of) =>
    describeStore(of, openPlain(createPlain()), { watermarks: false }),
  );
  const failed = recorded.filter(({ error }) => error).map(({ name }) => name);
  expect(failed).toEqual([
    'the store has no watermarks, as it says',
    'the store has no transactions; those of one that has are shown with the option `transactions`',
  ]);
});

describe('the model', () => {
  test('agrees with the memory store over 2,000 programs', async () => {
    const result = await modelStore(fc, openMemory, { runs: 2000, commands: 40 });
    expect(result).toEqual({ runs: 2000, judged: 2000 });
  });
  test('agrees with the memory store in real time', async () => {
    const store = memoryStore();
    const open = async (): Promise<StoreUnderTest> => ({ store, other: store, close: () => {} });
    const result = await modelStore(fc, open, { runs: 20, commands: 20, tickMs: 40 });
    expect(result.runs).toBe(20);
  });
  test('does not judge a store that is slower than its ticks', async () => {
    const store = memoryStore();
    const claim: typeof store.claim = async (key, leaseMs) => {
      await new Promise((resolve) => void setTimeout(resolve, 8));
      return store.claim(key, leaseMs);
    };
    const slow = { ...store, claim };
    const open = async (): Promise<StoreUnderTest> => ({ store: slow, other: slow, close: () => {} });
    await expect(modelStore(fc, open, { runs: 20, commands: 20, tickMs: 5 })).rejects.toThrow(/raise tickMs/);
  });
});
