/** One thing that a random program does to a store. */
export interface Command {
  readonly act: 'claim' | 'extend' | 'complete' | 'release' | 'wait' | 'raise' | 'read';
  /** Which of the keys. */
  readonly key: number;
  /** Which of the two clients. */
  readonly client: number;
  /** For how many ticks a lease, a retention or a wait lasts. */
  readonly ticks: number;
  /** Whose token: the latest of the key, the one before, the one of the next key, a made-up one, none. */
  readonly token: number;
  readonly version: number;
}

// What happens often stands often. Most things happen to one key, by the token that holds it, as with real holders.
const acts = [
  ...(['claim', 'claim', 'claim', 'claim', 'wait', 'wait', 'wait', 'complete', 'complete'] as const),
  ...(['release', 'extend', 'extend', 'raise', 'read'] as const),
];
const keys = [0, 0, 0, 0, 1, 2];
const tokens = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4];
const sizes = [acts.length, keys.length, 2, 4, tokens.length, 7] as const;

/** How many keys a program has. */
export const KEYS = 3;

/** The greatest number that means a command. */
export const GREATEST: number = sizes.reduce((product, size) => product * size, 1) - 1;

/**
 * Reads a command from a number, as digits of mixed bases; 0 is the simplest.
 *
 * @param number - from 0 to {@link GREATEST}
 */
export function toCommand(number: number): Command {
  let rest = number;
  const digits = sizes.map((size) => {
    const digit = rest % size;
    rest = Math.floor(rest / size);
    return digit;
  });
  const [act = 0, key = 0, client = 0, ticks = 0, token = 0, version = 0] = digits;
  return {
    act: acts[act] ?? 'claim',
    key: keys[key] ?? 0,
    client,
    ticks: ticks + 1,
    token: tokens[token] ?? 0,
    version: version - 2,
  };
}
