import { same, stateOf, take } from './store-expect.ts';
import { LONG, type StoreFact } from './store-fact.ts';

/** How often a key was claimed. */
export const attemptFacts: readonly StoreFact[] = [
  {
    name: 'attempts are counted over releases: 1, 2, 3',
    async show({ store, other, newKey }) {
      const key = newKey();
      const found: unknown[] = [];
      for (const client of [store, other, store]) {
        const { token, attempt } = await take(client, key, LONG);
        found.push(attempt);
        await client.release(key, token);
      }
      same(found, [1, 2, 3], 'the attempts');
    },
  },
  {
    name: 'attempts are counted over lost leases: 1, 2, 3',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const found: unknown[] = [];
      for (const client of [store, other, store]) {
        found.push((await take(client, key, unit)).attempt);
        await wait(2);
      }
      same(found, [1, 2, 3], 'the attempts');
    },
  },
  {
    name: 'claims that were refused, and extensions, are no attempts',
    async show({ store, other, newKey }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      same(await stateOf(other, key, LONG), 'busy', 'a claim by another');
      await store.extend(key, token, LONG);
      await store.release(key, token);
      same((await take(other, key, LONG)).attempt, 2, 'the attempt of the second holder');
    },
  },
  {
    name: 'attempts start at 1 again after the retention',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      await store.release(key, (await take(store, key, LONG)).token);
      const { token, attempt } = await take(store, key, LONG);
      same(attempt, 2, 'the attempt before');
      await store.complete(key, token, unit);
      await stateOf(other, key, LONG);
      await wait(2);
      same((await take(other, key, LONG)).attempt, 1, 'the attempt after');
    },
  },
];
