import { holdsNothing, same, stateOf, take } from './store-expect.ts';
import { LONG, type StoreFact } from './store-fact.ts';

/** Tokens that are nobody's. */
const strangers: Readonly<Record<string, string>> = {
  'an empty token': '',
  'a made-up token': 'f3b1c0de-0000-4000-8000-000000000000',
  'the token null': 'null',
  'a token with a quote': "' or '1'='1",
};

/** What a token may do, and from when on it holds nothing. */
export const tokenFacts: readonly StoreFact[] = [
  {
    name: 'after the lease has passed to another, the first holder can do nothing',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const first = await take(store, key, unit);
      await wait(2);
      const second = await take(other, key, LONG);
      await holdsNothing(store, key, first.token, 'the first holder');
      same(await stateOf(store, key, LONG), 'busy', 'a claim while the second holder works');
      same(await other.complete(key, second.token, LONG), true, 'complete by the second holder');
      same(await stateOf(store, key, LONG), 'done', 'a claim after that');
    },
  },
  {
    name: 'after the lease has merely ended, its holder can do nothing',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, unit);
      await wait(2);
      await holdsNothing(store, key, token, 'the holder of an ended lease');
      await take(other, key, LONG);
    },
  },
  ...['extend', 'complete', 'release'].map(
    (act) =>
      ({
        name: `${act} alone is refused after the lease has merely ended`,
        async show({ store, other, newKey, wait, unit }) {
          const key = newKey();
          const { token } = await take(store, key, unit);
          await wait(2);
          const answers: Readonly<Record<string, () => Promise<boolean>>> = {
            extend: () => store.extend(key, token, LONG),
            complete: () => store.complete(key, token, LONG),
            release: () => store.release(key, token),
          };
          same(await answers[act]?.(), false, act);
          same((await take(other, key, LONG)).attempt, 2, 'the attempt of the next claim');
        },
      }) satisfies StoreFact,
  ),
  {
    name: 'a token whose lease was extended in time through another client still holds the key',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, 2 * unit);
      same(await other.extend(key, token, LONG), true, 'extend through another client');
      await wait(3);
      same(await store.complete(key, token, LONG), true, 'complete');
    },
  },
  ...Object.entries(strangers).map(
    ([what, token]) =>
      ({
        name: `${what} holds nothing`,
        async show({ store, other, newKey }) {
          const [held, done, released, free] = [newKey(), newKey(), newKey(), newKey()];
          const holder = await take(store, held, LONG);
          const finished = await take(store, done, LONG);
          await store.complete(done, finished.token, LONG);
          const given = await take(store, released, LONG);
          await store.release(released, given.token);
          for (const key of [held, done, released, free]) await holdsNothing(other, key, token, what);
          same(await stateOf(other, done, LONG), 'done', 'the done key');
          same(await other.complete(held, holder.token, LONG), true, 'complete by the holder');
          await take(other, free, LONG);
        },
      }) satisfies StoreFact,
  ),
  {
    name: 'the token of one key does not hold another',
    async show({ store, other, newKey }) {
      const [mine, yours] = [newKey(), newKey()];
      const { token } = await take(store, mine, LONG);
      await take(other, yours, LONG);
      await holdsNothing(store, yours, token, 'the holder of another key');
    },
  },
  {
    name: 'extend, complete and release of a key that was never claimed give false',
    async show({ store, newKey }) {
      const key = newKey();
      await holdsNothing(store, key, '1', 'nobody');
      same((await take(store, key, LONG)).attempt, 1, 'the attempt of the first claim');
    },
  },
  {
    name: 'extend, complete and release of a done key give false, and it stays done',
    async show({ store, other, newKey }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      same(await store.complete(key, token, LONG), true, 'complete');
      same(await store.complete(key, token, LONG), false, 'complete once more');
      await holdsNothing(other, key, token, 'who has completed it');
      same(await stateOf(other, key, LONG), 'done', 'a claim after that');
    },
  },
  {
    name: 'extend, complete and release of a released key give false',
    async show({ store, other, newKey }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      same(await store.release(key, token), true, 'release');
      await holdsNothing(store, key, token, 'who has released it');
      await take(other, key, LONG);
      await holdsNothing(store, key, token, 'who has released it before another claimed it');
    },
  },
  {
    name: 'complete after the retention of a done key gives false',
    async show({ store, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      await store.complete(key, token, unit);
      await wait(2);
      await holdsNothing(store, key, token, 'who has completed it long ago');
    },
  },
  {
    name: 'what one client has claimed another can extend, complete and release by its token',
    async show({ store, other, newKey }) {
      const [done, released] = [newKey(), newKey()];
      const first = await take(store, done, LONG);
      same(await other.complete(done, first.token, LONG), true, 'complete');
      same(await stateOf(store, done, LONG), 'done', 'a claim of the completed key');
      const second = await take(store, released, LONG);
      same(await other.release(released, second.token), true, 'release');
      await take(store, released, LONG);
    },
  },
];
