import type { BodyBucket } from '../../src/sqs.ts';

/** A bucket in memory, and what is in it. */
export function createBucket(): BodyBucket & { readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  return {
    objects,
    async put(key, bytes) {
      objects.set(key, bytes.slice());
    },
    async get(key) {
      const bytes = objects.get(key);
      return bytes && new Response(bytes.slice());
    },
    async delete(key) {
      objects.delete(key);
    },
  };
}
