import type { StoreClaim, Watermarks, WebhookStore } from '@hooklatch/core/store';

// Nothing of Node here: a store can be tested where it runs.

/** Fails where two values differ; arrays are compared member by member. */
export function same(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [actual, expected].map((value) => JSON.stringify(value) ?? String(value));
  if (found !== wanted) throw new Error(`${what}: expected ${wanted}, found ${found}`);
}

/** Fails where a condition does not hold. */
export function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** Takes a key that is free. */
export async function take(
  store: WebhookStore,
  key: string,
  leaseMs: number,
): Promise<StoreClaim & { readonly state: 'claimed' }> {
  const claim = await store.claim(key, leaseMs);
  if (claim.state !== 'claimed')
    throw new Error(`a claim of a free key: expected claimed, found ${claim.state}`);
  holds(typeof claim.token === 'string' && claim.token !== '', 'the token of a claim is empty');
  return claim;
}

/** Claims a key and says what came of it; one that is claimed stays so. */
export async function stateOf(
  store: WebhookStore,
  key: string,
  leaseMs: number,
): Promise<StoreClaim['state']> {
  return (await store.claim(key, leaseMs)).state;
}

/** Shows that a token holds nothing: it can neither extend, complete nor release. */
export async function holdsNothing(
  store: WebhookStore,
  key: string,
  token: string,
  what: string,
): Promise<void> {
  same(await store.extend(key, token, 3_600_000), false, `extend by ${what}`);
  same(await store.complete(key, token, 3_600_000), false, `complete by ${what}`);
  same(await store.release(key, token), false, `release by ${what}`);
}

/** The store's watermarks, which it has. */
export function watermarksOf(store: WebhookStore): Watermarks {
  if (!store.watermarks) throw new Error('the store has no watermarks; say so with `watermarks: false`');
  return store.watermarks;
}
