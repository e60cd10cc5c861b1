import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { brokenClosing } from './broken-closing.ts';
import { brokenControl } from './broken-control.ts';
import { brokenDead, brokenReplay } from './broken-dead.ts';
import { brokenDuplicates } from './broken-duplicates.ts';
import { brokenKeeping } from './broken-keeping.ts';
import { brokenOrdering, brokenTransactions, brokenWithout } from './broken-ordering.ts';
import { brokenFencing, brokenLeases, brokenRetries } from './broken-retries.ts';
import { brokenErrors, brokenRows } from './broken-rows.ts';
import { factNames, recordGroup, type AnyBreak } from './record-engine.ts';

interface Group {
  readonly group: string;
  readonly broken: Readonly<Record<string, AnyBreak>>;
  readonly hasTransactions?: boolean;
}

const groups: readonly Group[] = [
  { group: 'keeping', broken: brokenKeeping },
  { group: 'duplicates', broken: brokenDuplicates },
  { group: 'rows', broken: brokenRows },
  { group: 'retries', broken: brokenRetries },
  { group: 'errors', broken: brokenErrors },
  { group: 'leases', broken: brokenLeases },
  { group: 'fencing', broken: brokenFencing },
  { group: 'dead letters', broken: brokenDead },
  { group: 'replay', broken: brokenReplay },
  { group: 'control', broken: brokenControl },
  { group: 'closing', broken: brokenClosing },
  { group: 'ordering', broken: brokenOrdering },
  { group: 'transactions', broken: brokenTransactions, hasTransactions: true },
  { group: 'transactions', broken: brokenWithout },
];

beforeAll(() => void vi.spyOn(console, 'warn').mockImplementation(() => {}));
afterAll(() => void vi.restoreAllMocks());

describe.each(groups)(
  'the contract of $group finds out an inbox that',
  ({ group, broken, hasTransactions }) => {
    const shown = new Set<string>();
    test.concurrent.each(Object.entries(broken))('%s', async (_name, change) => {
      const facts = await recordGroup(group, change, hasTransactions);
      const failed = facts.filter(({ error }) => error !== undefined);
      // One that fails everywhere says little of each fact.
      if (failed.length < facts.length || facts.length === 1) for (const { name } of failed) shown.add(name);
      expect(failed.length).toBeGreaterThan(0);
    });
    // That none of them fails on one that is in order, memory.test.ts shows.
    test('is in order, or not: each fact is failed by one of these at least', () => {
      expect(factNames(group, hasTransactions).filter((name) => !shown.has(name))).toEqual([]);
    });
  },
);
