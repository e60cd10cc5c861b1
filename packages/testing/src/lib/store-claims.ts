import { same, holds, stateOf, take } from './store-expect.ts';
import { LONG, type StoreFact } from './store-fact.ts';

const NINETY_DAYS = 7_776_000_000;

/** Who has a key, and for how long. */
export const claimFacts: readonly StoreFact[] = [
  {
    name: 'a key has one holder at a time',
    async show({ store, other, newKey }) {
      const key = newKey();
      await take(store, key, LONG);
      same(await stateOf(other, key, LONG), 'busy', 'a claim by another');
      same(await stateOf(store, key, LONG), 'busy', 'a claim by the same client');
    },
  },
  {
    name: 'busy says when to come back: after the start, and no later than the lease ends',
    async show({ store, other, newKey }) {
      const key = newKey();
      await take(store, key, LONG);
      const claim = await other.claim(key, 1000);
      const waitMs = claim.state === 'busy' ? claim.retryAfterMs : Number.NaN;
      holds(waitMs > 0 && waitMs <= LONG, `retryAfterMs is ${waitMs} for a lease of ${LONG}`);
      holds(waitMs > LONG - 60_000, `retryAfterMs is ${waitMs} where the lease has ${LONG} left`);
    },
  },
  {
    name: 'who comes back when busy says so gets the key',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      await take(store, key, 2 * unit);
      const claim = await other.claim(key, LONG);
      if (claim.state !== 'busy') throw new Error(`a claim by another: found ${claim.state}`);
      await wait(claim.retryAfterMs / unit + 0.2);
      await take(other, key, LONG);
    },
  },
  {
    name: 'a lease ends by itself, and the next holder has another token',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const first = await take(store, key, 2 * unit);
      same(await stateOf(other, key, LONG), 'busy', 'a claim within the lease');
      await wait(3);
      const second = await take(other, key, LONG);
      holds(first.token !== second.token, 'two holders have the same token');
    },
  },
  {
    name: 'a completed key is done for its retention, and not after',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, unit);
      same(await store.complete(key, token, 4 * unit), true, 'complete');
      same(await stateOf(other, key, LONG), 'done', 'a claim right after');
      await wait(2);
      same(await stateOf(other, key, LONG), 'done', 'a claim after the lease, within the retention');
      await wait(3);
      await take(other, key, LONG);
    },
  },
  {
    name: 'a retention shorter than the lease counts',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      same(await store.complete(key, token, 2 * unit), true, 'complete');
      await wait(3);
      await take(other, key, LONG);
    },
  },
  {
    name: 'leases and retentions of 90 days count, which are more milliseconds than 32 bits have',
    async show({ store, other, newKey, wait }) {
      const [held, done] = [newKey(), newKey()];
      await take(store, held, NINETY_DAYS);
      const { token } = await take(store, done, LONG);
      same(await store.complete(done, token, NINETY_DAYS), true, 'complete');
      await wait(1);
      same(await stateOf(other, held, LONG), 'busy', 'the held key');
      same(await stateOf(other, done, LONG), 'done', 'the done key');
    },
  },
  {
    name: 'a released key can be claimed at once',
    async show({ store, other, newKey }) {
      const key = newKey();
      const first = await take(store, key, LONG);
      same(await store.release(key, first.token), true, 'release');
      const second = await take(other, key, LONG);
      holds(first.token !== second.token, 'two holders have the same token');
    },
  },
  {
    name: 'extend counts from now: it lets a lease last longer',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, 6 * unit);
      same(await store.extend(key, token, LONG), true, 'extend');
      await wait(7);
      same(await stateOf(other, key, LONG), 'busy', 'a claim after the first lease, within the second');
    },
  },
  {
    name: 'extend counts from now: it lets a lease end sooner',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      same(await store.extend(key, token, 2 * unit), true, 'extend');
      const claim = await other.claim(key, LONG);
      const waitMs = claim.state === 'busy' ? claim.retryAfterMs : Number.NaN;
      holds(waitMs > 0 && waitMs <= 2 * unit, `retryAfterMs is ${waitMs} for a lease of ${2 * unit}`);
      await wait(3);
      await take(other, key, LONG);
    },
  },
  {
    name: 'keys do not touch each other',
    async show({ store, other, newKey }) {
      const [held, done, free] = [newKey(), newKey(), newKey()];
      await take(store, held, LONG);
      const { token } = await take(store, done, LONG);
      await store.complete(done, token, LONG);
      await take(other, free, LONG);
      same(await stateOf(other, held, LONG), 'busy', 'the held key');
      same(await stateOf(other, done, LONG), 'done', 'the done key');
    },
  },
];
