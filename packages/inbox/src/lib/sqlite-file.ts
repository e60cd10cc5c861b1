import { statSync, type Stats } from 'node:fs';

/** The files of a database. */
export interface SqliteFile {
  /**
   * Looks after a commit whether the files are still where they were.
   *
   * @throws Error where they have been deleted, or others are in their place
   */
  check(): void;
}

/** In bytes: a log that grows past it is kept from being reset, most often by somebody who reads for long. */
const largestLog = 256 * 2 ** 20;

/**
 * Watches over the files of a database, which is open. SQLite writes on where they have been deleted, and nothing that
 * was written then is there after a restart.
 *
 * @param path - of the database
 */
export function watchSqliteFile(path: string): SqliteFile {
  const log = `${path}-wal`;
  const places = new Map([[path, idOf(path)]]);
  let hasWarned = false;
  const check = (place: string): Stats | undefined => {
    const stats = statSync(place, { throwIfNoEntry: false });
    const id = stats && toId(stats);
    const known = places.get(place) ?? id;
    if (id === undefined || id !== known) throw new Error(goneMessage(place));
    places.set(place, id);
    return stats;
  };
  return {
    check() {
      check(path);
      const { size = 0 } = check(log) ?? {};
      if (size <= largestLog || hasWarned) return;
      hasWarned = true;
      console.warn(
        `[hooklatch] ${log} has grown past ${largestLog / 2 ** 20} MiB: something reads the database for very long, and what it reads cannot be written over.`,
      );
    },
  };
}

function goneMessage(place: string): string {
  return `${place} has been deleted or replaced while it was open: put it back, or restart the process to begin with what is there now.`;
}

function idOf(place: string): string | undefined {
  const stats = statSync(place, { throwIfNoEntry: false });
  return stats && toId(stats);
}

function toId({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
