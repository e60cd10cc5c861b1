import type { StoreClaim, WebhookStore } from '@hooklatch/core/store';
import { holds, same, take } from './store-expect.ts';
import { LONG, type StoreFact } from './store-fact.ts';

/** Claims at once, in turn by either client. */
function claimAtOnce(
  [store, other]: readonly [WebhookStore, WebhookStore],
  keys: readonly string[],
): Promise<readonly StoreClaim[]> {
  return Promise.all(keys.map((key, index) => (index % 2 === 0 ? store : other).claim(key, LONG)));
}

function count(claims: readonly StoreClaim[], state: StoreClaim['state']): number {
  return claims.filter((claim) => claim.state === state).length;
}

/** What holds when much happens at once. */
export const raceFacts: readonly StoreFact[] = [
  {
    name: 'of 200 claims of one key at once, one gets it and the others are told to come back',
    async show({ store, other, newKey }) {
      const claims = await claimAtOnce([store, other], Array<string>(200).fill(newKey()));
      same([count(claims, 'claimed'), count(claims, 'busy')], [1, 199], 'claimed and busy');
    },
  },
  {
    name: 'of 100 claims at once after a lease has ended, one gets the key, as the second attempt',
    async show({ store, other, newKey, wait, unit }) {
      const key = newKey();
      const first = await take(store, key, unit);
      await wait(2);
      const claims = await claimAtOnce([store, other], Array<string>(100).fill(key));
      same([count(claims, 'claimed'), count(claims, 'busy')], [1, 99], 'claimed and busy');
      const winner = claims.find((claim) => claim.state === 'claimed');
      holds(winner?.state === 'claimed' && winner.token !== first.token, 'the token is the old one');
      same(winner?.state === 'claimed' && winner.attempt, 2, 'the attempt');
    },
  },
  {
    name: 'of 500 keys claimed by two clients at once, each is claimed once',
    async show({ store, other, newKey }) {
      const keys = Array.from({ length: 500 }, newKey);
      const left: StoreClaim[] = [];
      const right: StoreClaim[] = [];
      // A hundred claims at a time: a claim has two seconds, and waits for all those before it.
      for (let at = 0; at < keys.length; at += 50) {
        const some = keys.slice(at, at + 50);
        // oxlint-disable-next-line no-await-in-loop
        const claims = await Promise.all([
          claimAtOnce([store, other], some),
          claimAtOnce([other, store], some),
        ]);
        left.push(...claims[0]);
        right.push(...claims[1]);
      }
      const wrong = keys.filter((_, index) => {
        const states = [left[index]?.state, right[index]?.state];
        return !states.includes('claimed') || !states.includes('busy');
      });
      same(wrong.length, 0, 'keys that were not claimed once and busy once');
      const tokens = [...left, ...right].flatMap((claim) => (claim.state === 'claimed' ? [claim.token] : []));
      same(new Set(tokens).size, 500, 'different tokens');
    },
  },
  {
    name: 'of 50 completions and 50 releases by one token at once, one succeeds',
    async show({ store, other, newKey }) {
      const key = newKey();
      const { token } = await take(store, key, LONG);
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => {
          const client = index % 4 < 2 ? store : other;
          return index % 2 === 0 ? client.complete(key, token, LONG) : client.release(key, token);
        }),
      );
      same(answers.filter(Boolean).length, 1, 'that succeeded');
    },
  },
];
