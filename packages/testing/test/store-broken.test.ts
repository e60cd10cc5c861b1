import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeStore, modelStore } from '../src/contract.ts';
import { brokenAttempts, brokenKeys, brokenRaces } from './broken-parts.ts';
import { brokenClaims, brokenTokens, type Break } from './broken-stores.ts';
import { brokenTransactions, brokenWatermarks } from './broken-writes.ts';
import { createPlain, openPlain, plainTransactions } from './plain-store.ts';
import { recordSuite, type Recorded } from './record-runner.ts';

const groups = {
  claims: brokenClaims,
  tokens: brokenTokens,
  attempts: brokenAttempts,
  keys: brokenKeys,
  races: brokenRaces,
  watermarks: brokenWatermarks,
  transactions: brokenTransactions,
};
const rows = Object.entries(groups).flatMap(([group, broken]) =>
  Object.entries(broken).map(([name, change]) => ({ group, name, change })),
);

function record(change?: Break): Promise<readonly Recorded[]> {
  const plain = createPlain();
  const transactions = plainTransactions(plain);
  return recordSuite((runner) => describeStore(runner, openPlain(plain, change), { transactions }));
}

/** A store that fails at more facts than this says little of each of them. */
const TELLING = 20;
const shown = new Set<string>();

describe('the store contract finds out', () => {
  test.concurrent.each(rows)('$group: $name', async ({ change }) => {
    const failed = (await record(change)).filter(({ error }) => error !== undefined);
    if (failed.length <= TELLING) for (const { name } of failed) shown.add(name);
    expect(failed.length).toBeGreaterThan(0);
  });
  test('every fact: each is failed by one of these stores at least, and by none in order', async () => {
    const facts = await record();
    expect(facts.filter(({ error }) => error)).toEqual([]);
    expect(facts.filter(({ name }) => !shown.has(name))).toEqual([]);
  });
});

/** What three ordinary keys and whole versions do not show. */
const unseen =
  /back too soon|32 bits|watermarks are (whole|texts|below)|watermarks have|never forgotten|as it was first|after a look|keys of|are no/;

describe('the model finds out', () => {
  const kinds = new Set(['claims', 'tokens', 'attempts', 'watermarks']);
  const seen = rows.filter(({ group, name }) => kinds.has(group) && !unseen.test(name));
  test.each(seen)('$group: $name', async ({ change }) => {
    const open = openPlain(createPlain(), change);
    const error = await modelStore(fc, open, { runs: 500, commands: 40, seed: 1 }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Error).cause).toHaveProperty('message', expect.stringContaining(', after:'));
  });
});
