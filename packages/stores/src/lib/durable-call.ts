import type { StoreClaim, Watermarks, WebhookStore } from '@hooklatch/core/store';

/** A store with watermarks. */
export interface ObjectKeys extends WebhookStore {
  readonly watermarks: Watermarks;
}

/** What an object is asked, as JSON: a method of its store, and what it is given. */
export type ObjectCall =
  | readonly ['claim', key: string, leaseMs: number]
  | readonly ['extend', key: string, token: string, leaseMs: number]
  | readonly ['complete', key: string, token: string, retentionMs: number]
  | readonly ['release', key: string, token: string]
  | readonly ['read', key: string]
  | readonly ['raise', key: string, version: number, retentionMs: number];

/**
 * Makes a store of what asks an object; the inverse of {@link answerCall}.
 *
 * @param ask - resolves to what `answerCall` gave, from JSON
 */
export function toObjectKeys(ask: (call: ObjectCall) => Promise<unknown>): ObjectKeys {
  return {
    claim: async (...given) => (await ask(['claim', ...given])) as StoreClaim,
    extend: async (...given) => (await ask(['extend', ...given])) === true,
    complete: async (...given) => (await ask(['complete', ...given])) === true,
    release: async (...given) => (await ask(['release', ...given])) === true,
    watermarks: {
      read: async (...given) => ((await ask(['read', ...given])) as number | null) ?? undefined,
      raise: async (...given) => void (await ask(['raise', ...given])),
    },
  };
}

/**
 * Does what an object was asked.
 *
 * @param keys - the object's
 * @param call - by a worker
 * @returns the answer; nothing is null, as JSON has it
 * @throws TypeError where there is no such method
 */
export async function answerCall(keys: ObjectKeys, call: ObjectCall): Promise<unknown> {
  switch (call[0]) {
    case 'claim':
      return keys.claim(call[1], call[2]);
    case 'extend':
      return keys.extend(call[1], call[2], call[3]);
    case 'complete':
      return keys.complete(call[1], call[2], call[3]);
    case 'release':
      return keys.release(call[1], call[2]);
    case 'read':
      return (await keys.watermarks.read(call[1])) ?? null;
    case 'raise':
      await keys.watermarks.raise(call[1], call[2], call[3]);
      return null;
    default:
      throw new TypeError('The object and the store are of different versions.');
  }
}
