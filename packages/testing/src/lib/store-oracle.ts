import type { StoreClaim } from '@hooklatch/core/store';
import { holds, same } from './store-expect.ts';

/** What is known of a key. Times are ticks; everything ends between two ticks. */
interface Known {
  token: string | undefined;
  readonly tokens: string[];
  isDone: boolean;
  ends: number;
  attempts: number;
  version: number | undefined;
}

/** A tiny store that says what a real one has to answer. */
export interface Oracle {
  /** Lets ticks pass. */
  pass(ticks: number): void;
  /** The tokens that the key has given out, the latest first. */
  tokensOf(key: number): readonly string[];
  /** Checks what came of a claim. */
  claimed(key: number, ticks: number, claim: StoreClaim, tickMs: number): void;
  /** Whether the token holds the key. */
  isHeld(key: number, token: string): boolean;
  extend(key: number, ticks: number): void;
  complete(key: number, ticks: number): void;
  release(key: number): void;
  raise(key: number, version: number): void;
  read(key: number): number | undefined;
}

function newKnown(): Known {
  return { token: undefined, tokens: [], isDone: false, ends: 0, attempts: 0, version: undefined };
}

/** @param keys - how many keys there are */
export function createOracle(keys: number): Oracle {
  let now = 0;
  const all = Array.from({ length: keys }, newKnown);
  const at = (key: number): Known => all[key] as Known;

  /** Forgets what has ended. */
  const settle = (key: number): Known => {
    const known = at(key);
    if (known.ends > now) return known;
    if (known.isDone) known.attempts = 0;
    known.token = undefined;
    known.isDone = false;
    return known;
  };
  return {
    pass(ticks) {
      now += ticks;
    },
    tokensOf: (key) => at(key).tokens,
    claimed(key, ticks, claim, tickMs) {
      const known = settle(key);
      const expected = known.isDone ? 'done' : known.token === undefined ? 'claimed' : 'busy';
      same(claim.state, expected, 'claim');
      if (claim.state === 'busy') {
        const left = (known.ends - now + 0.5) * tickMs;
        holds(claim.retryAfterMs > 0 && claim.retryAfterMs <= left, `retryAfterMs is ${claim.retryAfterMs}`);
      }
      if (claim.state !== 'claimed') return;
      holds(claim.token !== '' && !known.tokens.includes(claim.token), 'the token is not a new one');
      known.attempts += 1;
      same(claim.attempt, known.attempts, 'attempt');
      known.token = claim.token;
      known.tokens.unshift(claim.token);
      known.ends = now + ticks - 0.5;
    },
    isHeld: (key, token) => token !== '' && settle(key).token === token,
    extend(key, ticks) {
      at(key).ends = now + ticks - 0.5;
    },
    complete(key, ticks) {
      Object.assign(at(key), { token: undefined, isDone: true, ends: now + ticks - 0.5 });
    },
    release(key) {
      Object.assign(at(key), { token: undefined, ends: now });
    },
    raise(key, version) {
      const known = at(key);
      known.version = Math.max(known.version ?? version, version);
    },
    read: (key) => at(key).version,
  };
}
