import type { SqlStore } from '../../src/sqlite.ts';

const hour = 3_600_000;

/** Keys that a database cannot keep as they are, and what they could be taken for. */
export const oddKeys: readonly string[] = [
  '',
  '\0',
  'a\0',
  'a\0b',
  '\uD83E',
  '\uDE9D',
  '\uFFFD',
  'k'.repeat(513),
  `${'k'.repeat(512)}l`,
  '東'.repeat(512),
];

/** Claims every key and raises its watermark: what the claims were, and what another client finds. */
export async function claimOddKeys(
  store: SqlStore<unknown>,
  other: SqlStore<unknown>,
): Promise<readonly unknown[]> {
  const states: unknown[] = [];
  for (const [index, key] of oddKeys.entries()) {
    states.push((await store.claim(key, hour)).state, (await other.claim(key, hour)).state);
    await store.watermarks.raise(key, index, hour);
  }
  return [states, await Promise.all(oddKeys.map((key) => other.watermarks.read(key)))];
}

/** What that gives where each key is one of its own. */
export const oddAnswers: readonly unknown[] = [
  oddKeys.flatMap(() => ['claimed', 'busy']),
  oddKeys.map((_, index) => index),
];
