import { describeStore } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres } from '../../../../test/servers/postgres.ts';
import { postgresOpeners } from './postgres-clients.ts';

/** Of the application, in a fresh database. */
export const createNotes = 'CREATE TABLE notes (id serial PRIMARY KEY, text text NOT NULL)';

/** The contract of every store, for two clients of a library to one database. */
export function describePostgres(name: string): void {
  const openClient = postgresOpeners[name];
  if (!openClient) throw new TypeError(`There is no library called ${name}.`);
  let readAll: () => Promise<string[]>;
  let write: ReturnType<typeof openClient>['write'];
  const open = async () => {
    const server = await sharedPostgres();
    const url = await createDatabase(server);
    await server.psql(createNotes, url);
    const [first, second] = [openClient(url), openClient(url)];
    write = first.write;
    readAll = async () => (await server.psql('SELECT text FROM notes', url)).split('\n');
    return {
      store: first.store,
      other: second.store,
      async close() {
        await Promise.all([first.close(), second.close()]);
        await server.release();
      },
    };
  };
  const transactions = { write: (tx: unknown, text: string) => write(tx, text), readAll: () => readAll() };
  describe.skipIf(!hasPostgres)('PostgreSQL', () => {
    describeStore({ describe, test, beforeAll, afterAll }, open, { name, transactions });
  });
}
