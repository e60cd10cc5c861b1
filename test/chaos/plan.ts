/** What a handler does in one attempt. */
export type Deed = 'succeed' | 'fail' | 'give up' | 'exit' | 'hang';

/** What a handler is to do with an event. */
export interface ChaosPayload {
  /** By attempt, from the first; the last one counts for all that follow. */
  readonly deeds: readonly Deed[];
  /** How long an attempt takes, in milliseconds. (the worker's) */
  readonly takesMs?: number;
  readonly filler?: string;
}

/** Numbers that look like chance, and are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The plan of an event follows from its number, so that the checker knows it too. */
export function planOf(seed: number, number: number): ChaosPayload {
  const random = seeded(seed * 31 + number);
  const isPoison = random() < 0.01;
  const failures = random() < 0.05 ? 1 + Math.floor(random() * 2) : 0;
  const filler = 'x'.repeat(Math.floor(random() * 1200));
  if (isPoison) return { deeds: ['give up'], filler };
  return { deeds: [...Array.from({ length: failures }, () => 'fail' as const), 'succeed'], filler };
}

export const idOf = (seed: number, number: number): string => `evt_${seed}_${number}`;

/** What an event is to do in an attempt. */
export function deedOf({ deeds }: ChaosPayload, attempt: number): Deed {
  return deeds[Math.min(attempt, deeds.length) - 1] ?? 'succeed';
}
