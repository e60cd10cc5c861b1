import type { WebhookStore } from '@hooklatch/core/store';
import { createPlain, toStore, type Entry, type Plain, type Texts } from './plain-store.ts';

type Store = Required<Omit<WebhookStore<Texts>, 'isLocal'>>;

/** How a client of a plain store is broken: functions that take the place of its own. */
export type Break = (store: Store, plain: Plain) => Partial<Store>;

/** Changes what a claim answers. */
const answers =
  (change: (claim: Awaited<ReturnType<Store['claim']>>, key: string) => object): Break =>
  ({ claim }) => ({
    async claim(key, leaseMs) {
      const found = await claim(key, leaseMs);
      return { ...found, ...change(found, key) } as typeof found;
    },
  });
const busy = (retryAfterMs: number): Break =>
  answers(({ state }) => (state === 'busy' ? { retryAfterMs } : {}));

/** Changes what is remembered of a key before something is done. */
const before =
  (
    act: 'claim' | 'extend' | 'complete' | 'release',
    change: (entry: Entry, plain: Plain, by: string) => void,
  ): Break =>
  (store, plain) => ({
    [act]: (key: string, ...rest: [never, never]) => {
      const entry = plain.entries.get(key);
      if (entry) change(entry, plain, rest[0]);
      return store[act](key, ...rest);
    },
  });
/** Changes what is remembered of a key after something was done. */
const after =
  (act: 'claim' | 'extend' | 'complete' | 'release', change: (entry: Entry, plain: Plain) => void): Break =>
  (store, plain) => ({
    [act]: async (key: string, ...rest: [never, never]) => {
      const answer = await store[act](key, ...rest);
      const entry = plain.entries.get(key);
      const isDone = act === 'claim' ? (answer as { state: string }).state === 'claimed' : answer;
      if (entry && isDone) change(entry, plain);
      return answer;
    },
  });
/** Accepts a token that fits, though its lease has ended. */
const tooLate = (act: 'extend' | 'complete' | 'release'): Break =>
  before(act, (entry, plain, token) => {
    if (entry.token === token && !entry.done) entry.until = Math.max(entry.until, plain.now + 1);
  });
/** Accepts any token. */
const anyToken =
  (act: 'extend' | 'complete' | 'release'): Break =>
  (store, plain) => ({
    [act]: (key: string, _token: string, ms: number) =>
      store[act](key, plain.entries.get(key)?.token ?? '', ms),
  });

/** Stores that decide wrongly who has a key, and for how long. */
export const brokenClaims: Readonly<Record<string, Break>> = {
  'a key is claimed twice': before('claim', (entry) => !entry.done && (entry.until = 0)),
  'a client gets its own key again': (store, plain) => {
    const mine = new Set<string>();
    return {
      async claim(key, leaseMs) {
        const entry = plain.entries.get(key);
        if (entry && mine.has(entry.token)) entry.until = 0;
        const claim = await store.claim(key, leaseMs);
        if (claim.state === 'claimed') mine.add(claim.token);
        return claim;
      },
    };
  },
  'each client has its own data': (_store, plain) =>
    toStore(Object.defineProperty(createPlain(), 'now', { get: () => plain.now })),
  'busy says to come back at once': busy(0),
  'busy says to come back in the past': busy(-1),
  'busy says no number': busy(Number.NaN),
  'busy says to come back too soon': busy(1),
  'busy says to come back after the lease': busy(7_200_000),
  'a lease never ends': after('claim', (entry) => (entry.until = Number.POSITIVE_INFINITY)),
  'a lease ends too late': after('claim', (entry, { now }) => (entry.until += entry.until - now)),
  'a lease ends too soon': after('claim', (entry, { now }) => (entry.until -= (entry.until - now) / 2)),
  'a done key is claimed again': before('claim', (entry) => entry.done && (entry.until = 0)),
  'a done key is busy': answers(({ state }) => (state === 'done' ? { state: 'busy', retryAfterMs: 1 } : {})),
  'a done key stays done': after('complete', (entry) => (entry.until = Number.POSITIVE_INFINITY)),
  'a done key lasts as long as its lease': ({ complete }, plain) => ({
    complete(key, token) {
      return complete(key, token, (plain.entries.get(key)?.until ?? 0) - plain.now);
    },
  }),
  'a done key is forgotten too soon': after('complete', (e, { now }) => (e.until -= (e.until - now) / 2)),
  'a released key stays held': ({ extend }) => ({ release: (key, token) => extend(key, token, 3_600_000) }),
  'a release makes the key done': ({ complete }) => ({
    release: (key, token) => complete(key, token, 3_600_000),
  }),
  'extend adds to the lease': ({ extend }, plain) => ({
    extend: (key, token, ms) => extend(key, token, (plain.entries.get(key)?.until ?? 0) - plain.now + ms),
  }),
  'extend never shortens': ({ extend }, plain) => ({
    extend: (key, token, ms) =>
      extend(key, token, Math.max((plain.entries.get(key)?.until ?? 0) - plain.now, ms)),
  }),
  'extend does nothing': (_store, plain) => ({ extend: async (key, token) => plain.holds(key, token) }),
  'one claim blocks all': ({ claim }) => ({ claim: async (_key, ms) => claim('one', ms) }),
  'times have 32 bits': after('claim', (entry, { now }) => (entry.until = now + ((entry.until - now) | 0))),
  'a completion completes every key that is held': after('complete', (done, { entries }) => {
    for (const entry of entries.values()) Object.assign(entry, { done: true, until: done.until });
  }),
  'each holder has the same token': answers(({ state }, key) => (state === 'claimed' ? { token: key } : {})),
};

/** Stores that let a token do what it may not. */
export const brokenTokens: Readonly<Record<string, Break>> = {
  'extend takes any token': anyToken('extend'),
  'complete takes any token': anyToken('complete'),
  'release takes any token': anyToken('release'),
  'extend comes too late': tooLate('extend'),
  'complete comes too late': tooLate('complete'),
  'release comes too late': tooLate('release'),
  'extend says no': ({ extend }) => ({ extend: async (...of) => (await extend(...of)) && false }),
  'complete says nothing': ({ complete }) => ({ complete: async (...of) => (await complete(...of)) || true }),
  'release says nothing': ({ release }) => ({ release: async (...of) => (await release(...of)) || true }),
  'release says no': ({ release }) => ({ release: async (...of) => (await release(...of)) && false }),
  'complete twice is told twice': ({ complete }, plain) => ({
    complete: async (key, token, ms) => {
      const entry = plain.entries.get(key);
      return (entry?.done && entry.token === token) || complete(key, token, ms);
    },
  }),
  'a done key is released': ({ release }, plain) => ({
    release: async (key, token) => {
      const entry = plain.entries.get(key);
      return (entry?.done && entry.token === token && plain.entries.delete(key)) || release(key, token);
    },
  }),
  'a done key is extended': ({ extend }, plain) => ({
    extend: async (key, token, ms) => {
      const entry = plain.entries.get(key);
      return (entry?.done && entry.token === token) || extend(key, token, ms);
    },
  }),
  'an empty token fits what nobody holds': (store, plain) => ({
    complete: async (key, token, ms) => {
      const entry = plain.entries.get(key);
      return (token === '' && (!entry || entry.token === '')) || store.complete(key, token, ms);
    },
  }),
  'an empty token fits everything': ({ release }, plain) => ({
    release: (key, token) => release(key, token || (plain.entries.get(key)?.token ?? '')),
  }),
  'a token that is not of its form throws': ({ extend }) => ({
    async extend(key, token, ms) {
      if (!/^t\d+$/.test(token)) throw new Error('invalid input syntax');
      return extend(key, token, ms);
    },
  }),
  'a token holds every key': ({ complete }, plain) => ({
    complete: async (key, token, ms) =>
      ([...plain.entries.values()].some((entry) => !entry.done && entry.token === token) &&
        plain.entries.get(key)?.token !== undefined) ||
      complete(key, token, ms),
  }),
  'a token works only where it was given': (store) => {
    const mine = new Set<string>();
    return {
      async claim(key, ms) {
        const claim = await store.claim(key, ms);
        if (claim.state === 'claimed') mine.add(claim.token);
        return claim;
      },
      extend: async (key, token, ms) => mine.has(token) && store.extend(key, token, ms),
      complete: async (key, token, ms) => mine.has(token) && store.complete(key, token, ms),
      release: async (key, token) => mine.has(token) && store.release(key, token),
    };
  },
  'complete of an unknown key makes it done': ({ complete }, plain) => ({
    async complete(key, token, ms) {
      if (plain.entries.has(key)) return complete(key, token, ms);
      plain.entries.set(key, { token, done: true, attempt: 1, until: plain.now + ms });
      return true;
    },
  }),
};
