import { WebhookError } from '@hooklatch/core';
import type { Lease, Verdict } from './engine.ts';
import type { SqliteAttempts, SqliteToken } from './sqlite-attempts.ts';
import type { SqliteClientLike } from './sqlite-client.ts';
import type { SqliteRow } from './sqlite-connection.ts';
import { readSqliteMessage } from './sqlite-puts.ts';
import type { SqliteWriter } from './sqlite-writer.ts';

/** A message that a worker has taken, and what proves it. */
export interface SqliteLease extends Lease<SqliteClientLike>, SqliteToken {
  readonly losing: AbortController;
}

/** What leases are made of. */
export interface SqliteLeasing {
  readonly client: SqliteClientLike;
  readonly writer: SqliteWriter;
  readonly attempts: SqliteAttempts;
  readonly now: () => number;
}

/**
 * Makes leases of rows that were claimed. A row that cannot be read is dead: no further attempt would mend it.
 *
 * @param patienceMs - how long a transaction waits for another process's lock
 */
export function toSqliteLeases(
  leasing: SqliteLeasing,
  rows: readonly SqliteRow[],
  patienceMs: number,
): SqliteLease[] {
  return rows.flatMap((row) => {
    const held: SqliteToken = { seq: Number(row['seq']), token: String(row['token']) };
    try {
      return [toLease(leasing, held, row, patienceMs)];
    } catch {
      const { writer, attempts, now } = leasing;
      const verdict: Verdict = { state: 'dead', reason: 'What the database holds of it cannot be read.' };
      writer.write(() => attempts.settle(held, verdict, now())).catch(() => {});
      return [];
    }
  });
}

function toLease(
  { client, writer, attempts, now }: SqliteLeasing,
  held: SqliteToken,
  row: SqliteRow,
  patienceMs: number,
): SqliteLease {
  const losing = new AbortController();
  return {
    ...held,
    message: readSqliteMessage(row),
    attempt: Number(row['attempts']),
    replay: Number(row['replay']),
    losing,
    lost: losing.signal,
    transaction: (work) =>
      writer.write(
        () => {
          if (!attempts.settle(held, { state: 'done' }, now())) throw new WebhookError('lease_lost');
          return atOnce(work(client));
        },
        { isForeign: true, patienceMs },
      ),
  };
}

/** @throws TypeError where the work has not ended */
function atOnce<Result>(result: Result | Promise<Result>): Result {
  if (typeof (result as { then?: unknown } | null | undefined)?.then !== 'function') return result as Result;
  // What becomes of it is nobody's business any more.
  (result as Promise<Result>).then(undefined, () => {});
  throw new TypeError(
    'The work of withTransaction must not return a promise with SQLite: while it waited, whatever else uses the ' +
      'connection would be inside the transaction. Do what is asynchronous before or after it.',
  );
}
