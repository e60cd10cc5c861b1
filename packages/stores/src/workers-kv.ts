/** Why Workers KV cannot be a store, and what can. */
const reason =
  'Workers KV has no atomic claim: two places that ask within 60 seconds can both be told that a key is free. Use durableObjectStore or d1Store.';

/** What no namespace is: the compiler names the property that is missing, and the property says why. */
export type WorkersKvIsNoStore = { readonly [Reason in typeof reason]: never };

/**
 * Does not exist: Workers KV cannot remember events. What one place has written is seen by others up to 60 seconds later,
 * and nothing in it is done only if nobody else has done it, so that two deliveries of one event would both be handled.
 *
 * @param _options - of a store that cannot be
 * @throws TypeError always, that says what to use
 */
export function workersKvStore(_options: { readonly namespace: WorkersKvIsNoStore }): never {
  throw new TypeError(reason);
}
