import type { SqlValue } from './sql-client.ts';
import type { SqlDialect } from './sql-dialect.ts';
import type { SqlTables } from './sql-tables.ts';

/** SQL, and the names of the values that it is given, in order. */
export interface SqlStatement {
  readonly text: string;
  readonly names: readonly string[];
}

/** Everything that a store says to its database, but for migrations. */
export interface SqlStatements {
  readonly claim: readonly SqlStatement[];
  readonly extend: SqlStatement;
  readonly complete: SqlStatement;
  readonly release: SqlStatement;
  readonly fence: SqlStatement;
  /** Completes in the transaction that the fence was in, and in no other. */
  readonly completeInside: SqlStatement;
  readonly readVersion: SqlStatement;
  readonly raiseVersion: SqlStatement;
  readonly pruneEvents: SqlStatement;
  readonly pruneWatermarks: SqlStatement;
}

/**
 * Puts a dialect's parameters where `{name}` stands.
 *
 * @param dialect - the database's
 * @param template - SQL with names
 * @returns SQL as drivers take it
 */
function toStatement(dialect: SqlDialect, template: string): SqlStatement {
  const names: string[] = [];
  const text = template.replace(/\{([a-z]+)\}/g, (_match, name: string) => {
    const known = dialect.hasNumberedValues ? names.indexOf(name) : -1;
    return dialect.parameter(known < 0 ? names.push(name) : known + 1);
  });
  return { text, names };
}

/**
 * The values of a statement, as its driver takes them.
 *
 * @param dialect - the database's
 * @param statement - which names them
 * @param values - by name
 * @returns them in order
 */
export function toValues(
  dialect: SqlDialect,
  { names }: SqlStatement,
  values: Readonly<Record<string, SqlValue>>,
): SqlValue[] {
  return names.map((name) => dialect.toValue(values[name] as SqlValue));
}

/**
 * Writes a store's SQL.
 *
 * A row is live while `until` has not come: it is held where it has a token, and done where it has none. After
 * `expires` nobody needs it.
 *
 * @param dialect - what differs
 * @param tables - their names
 * @returns its statements
 */
export function createStatements(dialect: SqlDialect, tables: SqlTables): SqlStatements {
  const { now, start = now, later, past, left, readable } = dialect;
  const { events, watermarks } = tables;
  const statement = (template: string): SqlStatement => toStatement(dialect, template);
  const holds = `key = {key} AND token = {token} AND until > ${now}`;
  const change = (set: string, where: string = holds): SqlStatement =>
    statement(`UPDATE ${events} SET ${set} WHERE ${where} RETURNING key`);
  const done = `token = NULL, done = TRUE, until = ${later('{retention}')}, expires = ${later('{retention}')}`;

  const live = `SELECT CASE WHEN done THEN 'done' ELSE 'busy' END AS state,
      ${readable('attempt')} AS attempt, ${readable(left('until'))} AS wait
    FROM ${events} WHERE key = {key} AND until > ${now}`;
  const take = (condition: string): string =>
    `INSERT INTO ${events} AS held (key, token, attempt, done, until, expires)
    SELECT {key}, {token}, 1, FALSE, ${later('{lease}')}, ${later('{keep}')} WHERE ${condition}
    ON CONFLICT (key) DO UPDATE SET token = excluded.token, done = FALSE,
      attempt = CASE WHEN held.done THEN 1 ELSE held.attempt + 1 END,
      until = ${later('{lease}')}, expires = ${later('{keep}')}
      WHERE held.until <= ${now}
    RETURNING 'claimed' AS state, ${readable('attempt')} AS attempt, ${readable('0')} AS wait`;
  return {
    claim: dialect.claim(live, take).map(statement),
    extend: change(`until = ${later('{lease}')}`),
    complete: change(done),
    release: change(`token = NULL, until = ${past}`),
    fence: statement(dialect.fence(events, holds)),
    completeInside: change(done, `${holds} AND {id} = ${dialect.transactionId}`),
    readVersion: statement(
      `SELECT ${readable('version')} AS version FROM ${watermarks} WHERE key = {key} AND expires > ${now}`,
    ),
    raiseVersion: statement(`INSERT INTO ${watermarks} AS mark (key, version, expires)
      SELECT {key}, ${dialect.version('{version}')}, ${later('{retention}')} WHERE TRUE
      ON CONFLICT (key) DO UPDATE SET expires = ${later('{retention}')},
        version = CASE WHEN mark.expires <= ${now} OR mark.version < excluded.version
          THEN excluded.version ELSE mark.version END
      RETURNING key`),
    pruneEvents: statement(dialect.prune(events, `expires <= ${start} AND until <= ${start}`)),
    pruneWatermarks: statement(dialect.prune(watermarks, `expires <= ${start}`)),
  };
}
