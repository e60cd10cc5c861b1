import type { DatabaseSync } from 'node:sqlite';
import { existsSync } from 'node:fs';
import { CliError } from '../cli-error.ts';
import type { Answer, Capture, CapturedRequest, Verdict } from './capture.ts';
import { capturePages } from './capture-pages.ts';
import { openCaptureTables } from './capture-tables.ts';
import { captureWrites } from './capture-writes.ts';
import { prepareCapturesFile } from './captures-file.ts';
import { findCapture } from './find-capture.ts';
import { groupWrites } from './group-writes.ts';
import { pruneCaptures } from './prune-captures.ts';
import type { CaptureStore } from './store.ts';
import { watchCaptures } from './watch-captures.ts';

/** How a file of captures is opened. */
export interface CaptureStoreOptions {
  /** How many stay: the oldest go first. (10,000) */
  readonly keep?: number;
  /** How many bytes of bodies stay. (1 GiB) */
  readonly keepBytes?: number;
  /** Does not make a file where there is none. (false) */
  readonly mustExist?: boolean;
}

/**
 * Opens a file of captures, which several processes may have open.
 *
 * @param file - an absolute path
 * @throws CliError where it cannot be opened, or is something else
 */
export function openCaptures(file: string, options: CaptureStoreOptions = {}): CaptureStore {
  const { keep = 10_000, keepBytes = 2 ** 30, mustExist = false } = options;
  if (mustExist && !existsSync(file)) {
    throw new CliError('no_captures', `There are no captures: ${file} is not there.`, {
      hint: 'hooklatch listen makes some; --captures names another file.',
    });
  }
  prepareCapturesFile(file);
  const database = openCaptureTables(file);
  const watchers = watchCaptures(database);
  const group = groupWrites(database, watchers.changed);
  const writes = captureWrites(database);
  const prune = pruneCaptures(database, { keep, keepBytes });
  const list = capturePages(database);
  const flying = new Set<Promise<unknown>>();
  const track = async <Result>(written: Promise<Result>): Promise<Result> => {
    flying.add(written);
    try {
      return await written;
    } finally {
      flying.delete(written);
    }
  };
  const now = <Result>(act: () => Result): Result => {
    group.flush();
    const result = act();
    watchers.changed();
    return result;
  };
  const settled = async (): Promise<void> => {
    group.flush();
    await Promise.allSettled(flying);
  };
  return {
    file,
    add(request: CapturedRequest, verdict: Verdict, receivedAt: number = Date.now()): Promise<Capture> {
      const write = (): Capture => {
        const capture = writes.add(request, verdict, receivedAt);
        prune.added(request.body.length);
        return capture;
      };
      return track(group.write(write));
    },
    answer: (id: string, answer: Omit<Answer, 'attempt'>) =>
      track(group.writeLater(() => writes.answer(id, answer))),
    get: (part) => findCapture(database, part),
    list: (page = {}) => list(page),
    count: () => Number(database.prepare('SELECT count(*) AS count FROM captures').get()?.['count']),
    remove: (ids) => now(() => wipe(database, () => ids.reduce((sum, id) => sum + writes.remove(id), 0))),
    prune: (wanted) => now(() => wipe(database, () => prune.to(wanted))),
    watch: watchers.watch,
    settled,
    async close() {
      await settled();
      watchers.close();
      close(database);
    },
  };
}

/** Removes so that nothing of it is left in the file: what goes by itself is only written over in time. */
function wipe(database: DatabaseSync, remove: () => number): number {
  database.exec('PRAGMA secure_delete = ON; BEGIN IMMEDIATE');
  try {
    const removed = remove();
    database.exec('COMMIT');
    // The log still has what was removed; where somebody reads right now, it goes with the next one.
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return removed;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    database.exec('PRAGMA secure_delete = OFF');
  }
}

function close(database: DatabaseSync): void {
  if (database.isOpen) database.close();
}
