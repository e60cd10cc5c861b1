import type { DatabaseSync } from 'node:sqlite';

/** What keeps a file of captures bounded; each is to be called in a transaction, or alone. */
export interface Pruning {
  /** Says that one was added; now and then the oldest go. */
  added(bytes: number): void;
  /** Removes the oldest, so that this many stay. @returns how many went */
  to(keep: number): number;
}

const beyondCount = 'SELECT id FROM captures ORDER BY id DESC LIMIT 1 OFFSET ?';
// The newest one always stays, however large it is.
const beyondBytes = `SELECT id FROM (SELECT id, row_number() OVER newest AS number, sum(bytes) OVER newest AS total
    FROM captures WINDOW newest AS (ORDER BY id DESC))
  WHERE total > ? AND number > 1 ORDER BY number LIMIT 1`;

/** @param bounds - how many captures, and how many bytes of bodies, stay */
export function pruneCaptures(
  database: DatabaseSync,
  { keep, keepBytes }: { readonly keep: number; readonly keepBytes: number },
): Pruning {
  const findByCount = database.prepare(beyondCount);
  const findByBytes = database.prepare(beyondBytes);
  const remove = database.prepare('DELETE FROM captures WHERE id <= ?');
  const removeFrom = (row: Record<string, unknown> | undefined): number =>
    row ? Number(remove.run(String(row['id'])).changes) : 0;
  // Not after every one: looking goes over the whole file.
  const every = Math.max(1, Math.floor(keep / 100));
  const everyBytes = Math.floor(keepBytes / 16);
  let added = every;
  let addedBytes = everyBytes;
  return {
    added(bytes) {
      added += 1;
      addedBytes += bytes;
      if (added >= every) {
        added = 0;
        removeFrom(findByCount.get(keep));
      }
      if (addedBytes >= everyBytes) {
        addedBytes = 0;
        removeFrom(findByBytes.get(keepBytes));
      }
    },
    to: (count) => removeFrom(findByCount.get(count)),
  };
}
