/**
 * Says which object has a key: FNV-1a over its UTF-16 code units. All versions of this package must agree on it.
 *
 * @param key - any text
 * @param shards - how many objects there are
 * @returns from 0
 */
export function toShard(key: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1)
    hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % shards;
}
