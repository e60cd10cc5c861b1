import type { WebhookStore } from '@hooklatch/core/store';

/**
 * A store in which every key begins with a prefix, so that several have one table and none sees what another remembers.
 *
 * @param store - what remembers
 * @param prefix - none may begin with another one
 * @returns the store, for keys without it
 */
export function prefixKeys<Tx>(store: WebhookStore<Tx>, prefix: string): WebhookStore<Tx> {
  const { watermarks } = store;
  return {
    claim: (key, leaseMs) => store.claim(prefix + key, leaseMs),
    extend: (key, token, leaseMs) => store.extend(prefix + key, token, leaseMs),
    complete: (key, token, retentionMs) => store.complete(prefix + key, token, retentionMs),
    release: (key, token) => store.release(prefix + key, token),
    ...(store.transaction && {
      transaction: (key, token, retentionMs, work) =>
        (store as Required<WebhookStore<Tx>>).transaction(prefix + key, token, retentionMs, work),
    }),
    ...(watermarks && {
      watermarks: {
        read: (key) => watermarks.read(prefix + key),
        raise: (key, version, retentionMs) => watermarks.raise(prefix + key, version, retentionMs),
      },
    }),
  };
}
