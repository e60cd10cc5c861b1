import type { StoreTransaction, Watermarks, WebhookStore } from '@hooklatch/core/store';
import { createClaim } from './sql-claim.ts';
import { toStoredKey } from './sql-key.ts';
import { createRunner, type NamedValues, type SqlRunner, type SqlStoreParts } from './sql-runner.ts';
import { createStatements, type SqlStatement, type SqlStatements } from './sql-statements.ts';
import { ask } from './sql-steps.ts';

/** A store in a database of the application. */
export interface SqlStore<Tx> extends Required<Omit<WebhookStore<Tx>, 'isLocal'>> {
  /**
   * Creates the tables, or brings them to the newest version. It may be called at any time and by several processes at
   * once; where nothing is missing it only reads.
   */
  migrate(): Promise<void>;
}

/**
 * Remembers events in a database.
 *
 * @param parts - what differs
 * @returns the store
 */
export function createSqlStore<Tx>(parts: SqlStoreParts<Tx>): SqlStore<Tx> {
  const runner = createRunner(parts);
  const statements = createStatements(parts.dialect, parts.tables);
  const change = async (statement: SqlStatement, key: string, values: NamedValues): Promise<boolean> => {
    const rows = await runner.run(statement, { key: await toStoredKey(key), ...values });
    return rows.length > 0;
  };
  const release = (key: string, token: string): Promise<boolean> =>
    change(statements.release, key, { token });
  return {
    claim: createClaim(runner, statements, release),
    extend: (key, token, leaseMs) => change(statements.extend, key, { token, lease: leaseMs }),
    complete: (key, token, retentionMs) =>
      change(statements.complete, key, { token, retention: retentionMs }),
    release,
    transaction: createTransaction(runner, statements),
    watermarks: createWatermarks(runner, statements),
    migrate: runner.migrate,
  };
}

/** The token is looked at before the work, so that who has lost the key does not begin, and after it. */
function createTransaction<Tx>(
  runner: SqlRunner<Tx>,
  statements: SqlStatements,
): SqlStore<Tx>['transaction'] {
  return async <Result>(
    key: string,
    token: string,
    retentionMs: number,
    work: (tx: Tx) => Result | Promise<Result>,
  ): Promise<StoreTransaction<Result>> => {
    const values = { key: await toStoredKey(key), token, retention: retentionMs };
    const lost = new Error('The token does not hold the key.');
    let isBegun = false;
    try {
      const result = await runner.transaction(
        function* (tx, query) {
          const begun = yield* runner.runInside(query, statements.fence, values);
          if (!begun) throw lost;
          isBegun = true;
          const answer = yield* ask(work(tx));
          const id = String(begun['id']);
          if (!(yield* runner.runInside(query, statements.completeInside, { ...values, id }))) throw lost;
          return answer;
        },
        () => !isBegun,
      );
      return { held: true, result };
    } catch (error) {
      if (error === lost) return { held: false };
      throw error;
    }
  };
}

function createWatermarks<Tx>({ run, prune }: SqlRunner<Tx>, statements: SqlStatements): Watermarks {
  return {
    async read(key) {
      const [row] = await run(statements.readVersion, { key: await toStoredKey(key) });
      return row === undefined ? undefined : Number(row['version']);
    },
    async raise(key, version, retentionMs) {
      const values = { key: await toStoredKey(key), version, retention: retentionMs };
      await run(statements.raiseVersion, values);
      prune(statements.pruneWatermarks);
    },
  };
}
