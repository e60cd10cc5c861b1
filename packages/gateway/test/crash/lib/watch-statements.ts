import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { Client } from 'pg';

/** What statements are about that lead to a failpoint. */
const kinds: Readonly<Record<string, RegExp>> = {
  store: /^insert into "?events"?[ (]/i,
  route: /^update "events" set "routed"/i,
  lease: /^UPDATE "forwards"\s+SET state = 'leased'/i,
  settle: /^insert into "attempts"/i,
  'lease-send': /^UPDATE "sends"\s+SET state = 'leased'/i,
  'settle-send': /^update "sends" set .*"settled_at"/i,
  digest: /^update "rules" set "state"/i,
};

const kindOf = (text: string): string | undefined =>
  Object.keys(kinds).find((kind) => kinds[kind]?.test(text));

/**
 * Tells of statements of this process, on whichever database: `after-` one, `in-` its transaction before the commit, and
 * when it is `committed-`. Of those that take rows only the ones that took some.
 */
export function watchStatements(reach: (name: string) => void): void {
  const begun = new WeakMap<object, Set<string>>();
  const see = (connection: object, text: string, rows: number): void => {
    const kind = kindOf(text);
    if (kind === undefined || (kind.startsWith('lease') && rows === 0)) return;
    begun.get(connection)?.add(kind);
    reach(`after-${kind}`);
  };
  const before = (connection: object, text: string): void => {
    if (/^begin/i.test(text)) begun.set(connection, new Set());
    if (/^commit/i.test(text)) for (const kind of begun.get(connection) ?? []) reach(`in-${kind}`);
  };
  const after = (connection: object, text: string, rows: number): void => {
    if (!/^commit/i.test(text)) return see(connection, text, rows);
    for (const kind of begun.get(connection) ?? []) reach(`committed-${kind}`);
    begun.delete(connection);
  };
  watchSqlite(before, after);
  watchPostgres(before, after);
}

type Before = (connection: object, text: string) => void;
type After = (connection: object, text: string, rows: number) => void;

function watchSqlite(before: Before, after: After): void {
  const { exec, prepare } = DatabaseSync.prototype;
  DatabaseSync.prototype.exec = function watched(this: DatabaseSync, text: string) {
    before(this, text);
    exec.call(this, text);
    after(this, text, 0);
  };
  DatabaseSync.prototype.prepare = function watched(this: DatabaseSync, ...given) {
    const [text] = given;
    const statement = prepare.apply(this, given);
    for (const name of ['run', 'all'] as const) {
      const act = statement[name].bind(statement) as (...values: unknown[]) => unknown;
      const watching = (...values: unknown[]): unknown => {
        before(this, text);
        const result = act(...values);
        after(this, text, Array.isArray(result) ? result.length : 0);
        return result;
      };
      Object.assign(statement, { [name]: watching } as Partial<StatementSync>);
    }
    return statement;
  };
}

function watchPostgres(before: Before, after: After): void {
  const query = Client.prototype.query as (this: Client, ...given: unknown[]) => unknown;
  Client.prototype.query = function watched(this: Client, ...given: unknown[]) {
    const [first] = given;
    const text = typeof first === 'string' ? first : ((first as { text?: string } | null)?.text ?? '');
    before(this, text);
    const result = query.apply(this, given);
    if (!(result instanceof Promise)) return result;
    return result.then((found: { readonly rows?: readonly unknown[] }) => {
      after(this, text, found.rows?.length ?? 0);
      return found;
    });
  } as typeof query as Client['query'];
}
