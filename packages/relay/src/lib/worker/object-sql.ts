import type { SqlLike } from '../exchange/sql-delivery-store.ts';
import type { RelayObjectStateLike } from './platform.ts';

/** The object's database. The platform tells nobody of what was done before it is durable. */
export function objectSql({ storage }: RelayObjectStateLike): SqlLike {
  return {
    run: (statement, ...values) => storage.sql.exec(statement, ...values).toArray(),
    transaction: (work) => storage.transactionSync(work),
    close: () => {},
  };
}

const table = 'CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT';

/** Texts that outlive the object's memory. */
export interface ObjectMemory {
  read(name: string): string | undefined;
  write(name: string, value: string): void;
}

/** Texts under names, in the object's database. */
export function objectMemory(sql: SqlLike): ObjectMemory {
  sql.run(table);
  return {
    read: (name) =>
      sql.run('SELECT value FROM state WHERE name = ?', name)[0]?.['value'] as string | undefined,
    write: (name, value) =>
      void sql.run(
        'INSERT INTO state VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
        name,
        value,
      ),
  };
}
