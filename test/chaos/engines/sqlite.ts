import type { Inbox } from '@hooklatch/inbox';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { ChaosConfig } from '../config.ts';
import type { OpenEngine } from '../engines.ts';
import type { Failpoints } from '../failpoint.ts';
import { kindOf, type Kinds } from './kinds.ts';

const kinds: Kinds = {
  migrate: /^\s*CREATE TABLE IF NOT EXISTS hooklatch_inbox/,
  put: /^INSERT INTO hooklatch_inbox \(/,
  claim: /SET state = 'active'/,
  extend: /^UPDATE hooklatch_inbox SET due_at = \? WHERE/,
  done: /SET state = 'done', due_at/,
  dead: /SET state = 'dead'/,
  retry: /SET state = 'waiting', due_at = \?, token = NULL, reason = \?/,
  release: /attempts = attempts - 1/,
  replay: /replay = replay \+ 1/,
  prune: /^DELETE FROM hooklatch_inbox WHERE seq IN/,
};

/** Opens an inbox in a file. */
export async function openSqlite(
  { data, retentionMs, graceMs }: ChaosConfig,
  points: Failpoints,
): Promise<OpenEngine> {
  const { DatabaseSync } = await import('node:sqlite');
  const { sqliteInbox } = await import('@hooklatch/inbox/sqlite');
  const own = new DatabaseSync(data);
  const client = watch(own, points);
  const inbox = sqliteInbox({ client, pollMs: 100, retentionMs });
  return {
    inbox: inbox as unknown as Inbox<never>,
    async prepare() {
      await inbox.migrate();
      own.exec('CREATE TABLE IF NOT EXISTS effects (event_id TEXT NOT NULL)');
    },
    writeEffect: (tx, id) =>
      void (tx as DatabaseSync).prepare('INSERT INTO effects (event_id) VALUES (?)').run(id),
    readEffects: async () =>
      own
        .prepare('SELECT event_id FROM effects')
        .all()
        .map((row) => String(row['event_id'])),
    findHalves: async () => findHalves(own),
    countKnown: async () =>
      Number(own.prepare('SELECT count(*) AS count FROM hooklatch_inbox').get()?.['count']),
    async close() {
      await inbox.close({ graceMs });
      own.close();
    },
  };
}

function findHalves(database: DatabaseSync): readonly string[] {
  const idsOf = (what: string, rest: string): string[] =>
    database
      .prepare(`SELECT id FROM hooklatch_inbox ${rest}`)
      .all()
      .map(({ id }) => `${String(id)} ${what}`);
  const integrity = database.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  return [
    ...(integrity === 'ok' ? [] : [`integrity ${String(integrity)}`]),
    ...idsOf(
      'is over, and leased',
      "WHERE state IN ('done', 'dead') AND (token IS NOT NULL OR due_at IS NOT NULL)",
    ),
    ...idsOf('has no content', 'LEFT JOIN hooklatch_inbox_contents USING (seq) WHERE body IS NULL'),
  ];
}

/**
 * A database that comes to failpoints: `amid-` a statement and what follows it in its transaction, `in-` the transaction
 * before it is committed, and when it is `committed-`.
 */
function watch(database: DatabaseSync, points: Failpoints): DatabaseSync {
  const seen = new Set<string>();
  const see = (text: string): void => {
    const kind = kindOf(kinds, text);
    if (kind === undefined || !database.isTransaction) return;
    seen.add(kind);
    points.reach(`amid-${kind}`);
  };
  const exec = (text: string): void => {
    if (text === 'BEGIN IMMEDIATE') seen.clear();
    if (text === 'COMMIT') for (const kind of seen) points.reach(`in-${kind}`);
    database.exec(text);
    if (text === 'COMMIT') for (const kind of seen) points.reach(`committed-${kind}`);
    see(text);
  };
  const prepare = (text: string): StatementSync => {
    const statement = database.prepare(text);
    const seeing =
      (method: (...values: never[]) => unknown) =>
      (...values: never[]): unknown => {
        const result = method.apply(statement, values);
        see(text);
        return result;
      };
    const { all, get, run } = statement;
    return replaced(statement, { all: seeing(all), get: seeing(get), run: seeing(run) });
  };
  return replaced(database, { exec, prepare });
}

/** An object with some of its methods replaced; the others are called on the object itself. */
function replaced<Target extends object>(target: Target, own: Readonly<Record<string, unknown>>): Target {
  return new Proxy(target, {
    get(_, name) {
      if (typeof name === 'string' && Object.hasOwn(own, name)) return own[name];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
