import type { DatabaseSync, StatementSync } from 'node:sqlite';

interface Waiting {
  readonly write: () => unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** Writes that share transactions. */
export interface GroupedWrites {
  /** Writes in the transaction of this turn of the event loop. Resolves when it is committed. */
  write<Result>(write: () => Result): Promise<Result>;
  /** The same for what nobody waits for: it goes with the next transaction, or makes one soon. */
  writeLater<Result>(write: () => Result): Promise<Result>;
  /** Writes what waits at once. */
  flush(): void;
}

/** In milliseconds: how long what nobody waits for is not in the file. */
const patience = 25;

/**
 * Collects the writes of one turn of the event loop: what a commit costs is paid once for all of them.
 *
 * @param database - to be written to
 * @param onCommit - called after each transaction
 */
export function groupWrites(database: DatabaseSync, onCommit: () => void): GroupedWrites {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const transactions = { database, begin, end: database.prepare('COMMIT') };
  let waiting: Waiting[] = [];
  let isDue = false;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    isDue = false;
    clearTimeout(timer);
    timer = undefined;
    if (group.length === 0) return;
    try {
      const results = commit(transactions, group);
      for (const [at, one] of group.entries()) one.resolve(results[at]);
    } catch (error) {
      if (group.length === 1) group[0]?.reject(error);
      else commitSingly(transactions, group);
    }
    onCommit();
  };
  const add = <Result>(write: () => Result): Promise<Result> =>
    new Promise((resolve, reject) => {
      waiting.push({ write, resolve: resolve as (result: unknown) => void, reject });
    });
  return {
    flush,
    write(write) {
      if (!isDue) setImmediate(flush);
      isDue = true;
      return add(write);
    },
    writeLater(write) {
      timer ??= setTimeout(flush, patience);
      return add(write);
    },
  };
}

interface Transactions {
  readonly database: DatabaseSync;
  readonly begin: StatementSync;
  readonly end: StatementSync;
}

/** One that cannot be written does not take the others with it. */
function commitSingly(transactions: Transactions, group: readonly Waiting[]): void {
  for (const one of group) {
    try {
      one.resolve(commit(transactions, [one])[0]);
    } catch (error) {
      one.reject(error);
    }
  }
}

function commit({ database, begin, end }: Transactions, group: readonly Waiting[]): readonly unknown[] {
  begin.run();
  try {
    const results = group.map(({ write }) => write());
    end.run();
    return results;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
