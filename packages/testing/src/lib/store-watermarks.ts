import { same, stateOf, take, watermarksOf } from './store-expect.ts';
import { LONG, type Stage, type StoreFact } from './store-fact.ts';

/** Raises through one client and reads through the other, after each version. */
async function raiseAll({ store, other, newKey }: Stage, versions: readonly number[]): Promise<unknown[]> {
  const key = newKey();
  const found: unknown[] = [];
  for (const version of versions) {
    await watermarksOf(store).raise(key, version, LONG);
    found.push(await watermarksOf(other).read(key));
  }
  return found;
}

const sequences: Readonly<Record<string, readonly [raised: readonly number[], read: readonly number[]]>> = {
  'is raised, and never lowered': [
    [1, 5, 3, 5, 6, 1],
    [1, 5, 5, 5, 6, 6],
  ],
  'may be negative': [
    [-5, -7, -1, 0, -2],
    [-5, -5, -1, 0, 0],
  ],
  'may have a fraction': [
    [0.1, 0.25, 0.2, 1763812345.123456, 1763812345.123455],
    [0.1, 0.25, 0.25, 1763812345.123456, 1763812345.123456],
  ],
  'may be as great as integers are exact': [
    [9_007_199_254_740_990, 9_007_199_254_740_991, 9_007_199_254_740_990],
    [9_007_199_254_740_990, 9_007_199_254_740_991, 9_007_199_254_740_991],
  ],
  'is compared as a number, not as a text': [
    [9, 10, 9, 100],
    [9, 10, 10, 100],
  ],
};

/** The highest version that was handled. */
export const watermarkFacts: readonly StoreFact[] = [
  {
    name: 'where nothing was raised, nothing is read',
    async show({ store, newKey }) {
      same(await watermarksOf(store).read(newKey()), undefined, 'the version');
    },
  },
  ...Object.entries(sequences).map(
    ([name, [raised, read]]) =>
      ({
        name: `a watermark ${name}`,
        async show(stage) {
          same(await raiseAll(stage, raised), read, 'the versions');
        },
      }) satisfies StoreFact,
  ),
  {
    name: 'of 100 raises at once, the highest stays',
    async show({ store, other, newKey }) {
      const key = newKey();
      const versions = Array.from({ length: 100 }, (_, index) => (index * 37) % 101);
      await Promise.all(
        versions.map((version, index) => watermarksOf(index % 2 ? store : other).raise(key, version, LONG)),
      );
      same(await watermarksOf(store).read(key), Math.max(...versions), 'the version');
    },
  },
  {
    name: 'a watermark is forgotten after its retention, and a lower one counts then',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      await watermarksOf(store).raise(key, 9, 3 * unit);
      await wait(1);
      same(await watermarksOf(other).read(key), 9, 'the version within the retention');
      await wait(3);
      same(await watermarksOf(other).read(key), undefined, 'the version after the retention');
      await watermarksOf(store).raise(key, 2, LONG);
      same(await watermarksOf(other).read(key), 2, 'the version that was raised then');
    },
  },
  {
    name: 'a watermark that is raised is remembered from then on',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      await watermarksOf(store).raise(key, 1, 3 * unit);
      await wait(1.5);
      await watermarksOf(store).raise(key, 2, 5 * unit);
      await wait(3);
      same(await watermarksOf(other).read(key), 2, 'the version');
    },
  },
  ...['__proto__', "subscription {1}%'s 🪝", 'k'.repeat(500)].map(
    (key) =>
      ({
        name: `a watermark's key is any text: ${key.slice(0, 30)}`,
        async show({ store, other }) {
          same(await watermarksOf(other).read(key), undefined, 'the version before');
          await watermarksOf(store).raise(key, 4, LONG);
          same(await watermarksOf(other).read(key), 4, 'the version');
          same(await watermarksOf(other).read(key.toUpperCase()), undefined, 'the version in capitals');
        },
      }) satisfies StoreFact,
  ),
  {
    name: 'watermarks and claims of the same text do not touch each other',
    async show({ store, other, newKey }) {
      const key = newKey();
      await watermarksOf(store).raise(key, 3, LONG);
      const { token, attempt } = await take(other, key, LONG);
      same(attempt, 1, 'the attempt');
      same(await store.complete(key, token, LONG), true, 'complete');
      same(await watermarksOf(other).read(key), 3, 'the version');
      await watermarksOf(store).raise(key, 4, LONG);
      same(await stateOf(other, key, LONG), 'done', 'a claim');
    },
  },
];

/** A store that says to have none has none. */
export const noWatermarkFacts: readonly StoreFact[] = [
  {
    name: 'the store has no watermarks, as it says',
    async show({ store }) {
      same(store.watermarks === undefined, true, 'that there are none');
    },
  },
];
