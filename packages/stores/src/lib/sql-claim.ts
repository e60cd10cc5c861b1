import type { StoreClaim } from '@hooklatch/core/store';
import type { SqlRow } from './sql-client.ts';
import { toStoredKey } from './sql-key.ts';
import type { NamedValues, SqlRunner } from './sql-runner.ts';
import type { SqlStatement, SqlStatements } from './sql-statements.ts';

/** How long attempts at an event that was never done are remembered, in milliseconds: longer than providers retry. */
const keepMs = 30 * 86_400_000;
/** Shorter than the pipeline waits for a store. */
const claimTimeMs = 1800;
const rounds = 10;

/** How a key is claimed. */
export type Claim = (key: string, leaseMs: number) => Promise<StoreClaim>;

/**
 * Claims keys.
 *
 * @param runner - of the database
 * @param statements - of the store
 * @param giveBack - releases a key
 * @returns what claims; it rejects after 1.8 seconds, and gives back what it is given later than that
 */
export function createClaim<Tx>(
  { run, prune }: SqlRunner<Tx>,
  statements: SqlStatements,
  giveBack: (key: string, token: string) => Promise<unknown>,
): Claim {
  const claim: Claim = async (key, leaseMs) => {
    const token = crypto.randomUUID();
    const values = { key: await toStoredKey(key), token, lease: leaseMs, keep: leaseMs + keepMs };
    const row = await firstRow(run, statements.claim, values);
    // Others are at it all the time.
    if (row === undefined) return { state: 'busy', retryAfterMs: 1 };
    const { state, attempt, wait } = row;
    if (state === 'done') return { state };
    if (state === 'busy') return { state, retryAfterMs: Math.max(1, Math.ceil(Number(wait))) };
    if (state !== 'claimed')
      throw new TypeError('The client of the store gives rows without the names of columns.');
    prune(statements.pruneEvents);
    return { state, token, attempt: Number(attempt) };
  };
  return async (key, leaseMs) => {
    const claiming = claim(key, leaseMs);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isLate = false;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => {
        isLate = true;
        reject(new Error('The database did not answer a claim in time.'));
      }, claimTimeMs);
    });
    // Nobody knows of a claim that comes too late, so nobody else would give it back before its lease ends.
    const settled = claiming.then((answer) => {
      if (isLate && answer.state === 'claimed') return giveBack(key, answer.token);
    });
    settled.catch(() => {});
    return Promise.race([claiming, late]).finally(() => clearTimeout(timer));
  };
}

/**
 * Runs statements until one has a row. None has where the key changed hands between what one read and what it, or the
 * next one, would have written: then it is asked once more.
 */
async function firstRow<Tx>(
  run: SqlRunner<Tx>['run'],
  statements: readonly SqlStatement[],
  values: NamedValues,
): Promise<SqlRow | undefined> {
  for (let round = 0; round < rounds; round += 1) {
    for (const statement of statements) {
      const [row] = await run(statement, values);
      if (row !== undefined) return row;
    }
  }
  return undefined;
}
