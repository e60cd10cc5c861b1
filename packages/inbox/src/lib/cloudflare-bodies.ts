import type { D1Like } from '@hooklatch/stores/d1';
import { createTables, type Query } from './cloudflare-tables.ts';
import type { BodyBucket } from './hosted-bodies.ts';

/** In bytes: a row of D1 holds two million. */
const partBytes = 1_000_000;

/**
 * Keeps bodies in Cloudflare D1, for accounts without R2: in rows of a million bytes. R2 is made for this, and D1 is one
 * database with one writer.
 *
 * @param database - the binding
 * @returns what {@link cloudflareQueuesInbox} takes as its `bodies`
 * @example
 * ```ts
 * import { d1Bodies } from '@hooklatch/inbox/cloudflare-queues';
 * import type { D1Like } from '@hooklatch/stores/d1';
 *
 * export const toBodies = ({ DB }: { DB: D1Like }) => d1Bodies(DB);
 * ```
 */
export function d1Bodies(database: D1Like): BodyBucket {
  const { run } = createTables(database);
  return {
    async put(key, bytes) {
      const count = Math.max(1, Math.ceil(bytes.length / partBytes));
      await run(
        Array.from({ length: count }, (_, part): Query => {
          const own = bytes.slice(part * partBytes, (part + 1) * partBytes);
          return [
            'INSERT OR REPLACE INTO hooklatch_bodies (key, part, bytes) VALUES (?, ?, ?)',
            [key, part, own],
          ];
        }),
      );
    },
    async get(key) {
      const [rows = []] = await run([
        ['SELECT bytes FROM hooklatch_bodies WHERE key = ? ORDER BY part', [key]],
      ]);
      if (rows.length === 0) return undefined;
      // D1 gives bytes as an array of numbers.
      return new Response(new Blob(rows.map(({ bytes }) => Uint8Array.from(bytes as ArrayLike<number>))));
    },
    async delete(key) {
      await run([['DELETE FROM hooklatch_bodies WHERE key = ?', [key]]]);
    },
  };
}
