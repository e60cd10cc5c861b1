import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { accessStatements } from './access-statements.ts';
import { alertStatements } from './alert-statements.ts';
import { columnWords, type ColumnWords, type DatabaseKind } from './column-words.ts';
import { endpointStatements } from './endpoint-statements.ts';
import { eventStatements } from './event-statements.ts';
import { forwardStatements } from './forward-statements.ts';

/** In order; forward only. A released one is never changed. */
const all: Readonly<Record<string, readonly ((words: ColumnWords) => readonly string[])[]>> = {
  '001-initial': [endpointStatements, eventStatements, forwardStatements, alertStatements, accessStatements],
};

/** What brings a database's tables up to date. */
export function toMigrations(kind: DatabaseKind): Record<string, Migration> {
  const words = columnWords[kind];
  const toMigration = (parts: (typeof all)[string]): Migration => ({
    async up(db) {
      for (const statement of parts.flatMap((part) => part(words))) {
        // oxlint-disable-next-line no-await-in-loop
        await sql.raw(statement).execute(db);
      }
    },
  });
  return Object.fromEntries(Object.entries(all).map(([name, parts]) => [name, toMigration(parts)]));
}
