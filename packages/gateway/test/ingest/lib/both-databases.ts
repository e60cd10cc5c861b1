import { describe } from 'vitest';
import { createDatabase } from '../../../../../test/servers/create-database.ts';
import { usePostgres } from '../../../../../test/servers/use-postgres.ts';
import type { DatabaseOrigin } from '../../../src/lib/database/open-database.ts';

/** Runs the same facts on a file of SQLite and on a real PostgreSQL, each time on a database that is new. */
export function onBothDatabases(facts: (origin: () => Promise<DatabaseOrigin | undefined>) => void): void {
  describe('SQLite', () => {
    facts(() => Promise.resolve(undefined));
  });
  describe('PostgreSQL', () => {
    const server = usePostgres();
    facts(async () => ({ url: await createDatabase(server) }));
  });
}
