import { toObjectKeys, type ObjectKeys } from './lib/durable-call.ts';
import { toShard } from './lib/durable-shard.ts';

export type { ObjectKeys } from './lib/durable-call.ts';
export {
  HooklatchStoreObject,
  type ObjectStateLike,
  type ObjectStorageLike,
} from './lib/durable-store-object.ts';

/** What is used of a Durable Object's stub. */
export interface ObjectStubLike {
  fetch(
    url: string,
    init: { method: string; body: string },
  ): Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;
}

/** What is used of a binding to Durable Objects; `Id` is what it calls an object. */
export interface ObjectNamespaceLike<Id = unknown> {
  idFromName(name: string): Id;
  get(id: Id): ObjectStubLike;
}

/** Options of {@link durableObjectStore}. */
export interface DurableObjectStoreOptions<Id> {
  /** The binding to {@link HooklatchStoreObject}; also one with a jurisdiction. */
  readonly namespace: ObjectNamespaceLike<Id>;
  /**
   * Over how many objects the keys are spread: Cloudflare's soft limit for one is 1,000 requests a second, and an event
   * takes two or more. With another number other objects have the keys, and what was handled before is handled again
   * when it is sent again. (16)
   */
  readonly shards?: number | undefined;
}

/**
 * Remembers events in Durable Objects of Cloudflare, each of which has its keys in SQLite. An answer comes after what it
 * says is durable; the clock is the object's.
 *
 * An object runs nothing of the application, so that the store has no `transaction`.
 *
 * @param options - the binding
 * @returns the store; its calls reject where an object cannot be reached
 * @throws TypeError where `shards` is no whole number from 1
 * @example
 * ```ts
 * import { createWebhook, type Webhook } from '@hooklatch/core';
 * import { clerk } from '@hooklatch/providers/clerk';
 * import { durableObjectStore, type ObjectNamespaceLike } from '@hooklatch/stores/durable-object';
 *
 * export { HooklatchStoreObject } from '@hooklatch/stores/durable-object';
 *
 * const toWebhook = ({ EVENTS }: { EVENTS: ObjectNamespaceLike }): Webhook =>
 *   createWebhook(clerk<object>(), {
 *     store: durableObjectStore({ namespace: EVENTS }),
 *     on: { '*': ({ id }) => console.log(id) },
 *   });
 * ```
 */
export function durableObjectStore<Id>({
  namespace,
  shards = 16,
}: DurableObjectStoreOptions<Id>): ObjectKeys {
  if (!Number.isInteger(shards) || shards < 1)
    throw new TypeError('The number of shards must be a whole number from 1.');
  return toObjectKeys(async (call) => {
    const name = `hooklatch-${toShard(call[1], shards)}`;
    // A stub is of no use after it has failed, and costs nothing to make.
    const stub = namespace.get(namespace.idFromName(name));
    const answer = await stub.fetch('https://hooklatch.invalid/', {
      method: 'POST',
      body: JSON.stringify(call),
    });
    if (!answer.ok) throw new Error(`The Durable Object answered ${answer.status}.`);
    return answer.json();
  });
}
