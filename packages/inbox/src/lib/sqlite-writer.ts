import { isBusy, openTransactionError, type SqliteConnection } from './sqlite-connection.ts';
import { keepDurable, withoutWaiting } from './sqlite-settings.ts';

/** How something is written. */
export interface WriteOptions {
  /** How long it waits for another process's lock, in milliseconds. (1500) */
  readonly patienceMs?: number | undefined;
  /** Whether it is written now, and not at the end of the event loop's turn. (false) */
  readonly isUrgent?: boolean | undefined;
  /** Whether it is the application's: it has a transaction of its own, and is done once. (false) */
  readonly isForeign?: boolean | undefined;
  /** How many rows it is about. (1) */
  readonly rows?: number | undefined;
}

/** Reads and writes without blocking the event loop while others have the lock. */
export interface SqliteWriter {
  /**
   * Does something in a transaction, together with what else is to be written; resolves once it is durable.
   *
   * @throws what `act` throws, or SQLite: nothing of it is written then
   */
  write<Result>(act: () => Result, options?: WriteOptions): Promise<Result>;
  /** Does something outside of a transaction. */
  read<Result>(act: () => Result): Promise<Result>;
  /** Resolves when nothing is to be written any more. */
  settled(): Promise<void>;
}

interface Writing extends WriteOptions {
  act(): unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
  /** When patience ends. */
  readonly until: number;
  /** Whether it is tried without others, because it failed with them. */
  readonly isSingled?: boolean;
}

/** How long a write waits for another process's lock, in milliseconds. */
export const defaultPatienceMs = 1500;
/** In rows: more are written in the event loop's next turn. */
const largestGroup = 500;

/**
 * Writes what comes in one turn of the event loop in one transaction, because it is the commit that costs.
 *
 * @param connection - nothing else of the inbox writes to it
 */
export function createSqliteWriter(connection: SqliteConnection): SqliteWriter {
  let waiting: Writing[] = [];
  let isResting = false;
  const flying = new Set<Promise<unknown>>();

  const flush = (): void => {
    if (isResting || waiting.length === 0) return;
    const group = takeGroup(waiting);
    waiting = waiting.slice(group.length);
    const done = transact(connection, group);
    if ('results' in done) {
      for (const [at, { resolve }] of group.entries()) resolve(done.results[at]);
    } else if (mayRepeat(done, group)) {
      const now = performance.now();
      waiting = [...group.filter(({ until }) => until > now), ...waiting];
      for (const { until, reject } of group) if (until <= now) reject(done.error);
      isResting = true;
      setTimeout(() => {
        isResting = false;
        flush();
      }, pauseMs());
    } else if (group.length > 1 && done.hasBegun) {
      waiting = [...group.map((one) => ({ ...one, isSingled: true })), ...waiting];
    } else {
      for (const { reject } of group) reject(done.error);
    }
    if (waiting.length > 0) setImmediate(flush);
  };
  return {
    write<Result>(act: () => Result, options: WriteOptions = {}): Promise<Result> {
      const { patienceMs = defaultPatienceMs, isUrgent } = options;
      const written = new Promise<Result>((resolve, reject) => {
        const until = performance.now() + patienceMs;
        waiting.push({ ...options, act, until, reject, resolve: resolve as (result: unknown) => void });
      });
      const over = written.catch(() => {}).finally(() => flying.delete(over));
      flying.add(over);
      if (isUrgent) queueMicrotask(flush);
      else setImmediate(flush);
      return written;
    },
    read: (act) => readPatiently(connection, act),
    async settled() {
      // oxlint-disable-next-line no-await-in-loop
      while (flying.size > 0) await Promise.all(flying);
    },
  };
}

async function readPatiently<Result>(connection: SqliteConnection, act: () => Result): Promise<Result> {
  const until = performance.now() + defaultPatienceMs;
  for (;;) {
    try {
      return withoutWaiting(connection, act);
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw error;
    }
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, pauseMs()));
  }
}

type Transacted = { readonly results: readonly unknown[] } | Failure;

interface Failure {
  readonly error: unknown;
  /** Whether anything was done, and taken back. */
  readonly hasBegun: boolean;
}

function transact(connection: SqliteConnection, group: readonly Writing[]): Transacted {
  let hasBegun = false;
  try {
    return withoutWaiting(connection, () => {
      if (connection.isInside()) throw openTransactionError();
      keepDurable(connection);
      connection.exec('BEGIN IMMEDIATE');
      hasBegun = true;
      const results = group.map(({ act }) => act());
      if (connection.isInside() === false)
        throw new TypeError('The work has ended the transaction that it was in.');
      connection.exec('COMMIT');
      return { results };
    });
  } catch (error) {
    if (hasBegun) rollBack(connection);
    return { error, hasBegun };
  }
}

function rollBack(connection: SqliteConnection): void {
  // After some errors SQLite has rolled back already.
  if (connection.isInside() === false) return;
  try {
    connection.exec('ROLLBACK');
  } catch {
    // What went wrong before says more.
  }
}

function mayRepeat({ error, hasBegun }: Failure, [first]: readonly Writing[]): boolean {
  return isBusy(error) && !(hasBegun && first?.isForeign);
}

function takeGroup(waiting: readonly Writing[]): readonly Writing[] {
  const isApart = ({ isForeign, isSingled }: Writing): boolean => !!(isForeign || isSingled);
  let rows = 0;
  const end = waiting.findIndex((one, at) => {
    rows += one.rows ?? 1;
    return at > 0 && (isApart(one) || isApart(waiting[0] as Writing) || rows > largestGroup);
  });
  return end < 0 ? waiting : waiting.slice(0, end);
}

/** Short, because a process that writes without a pause lets go of the lock for parts of a millisecond only. */
function pauseMs(): number {
  return 1 + Math.random();
}
