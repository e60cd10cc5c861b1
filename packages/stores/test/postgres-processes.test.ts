import { describe } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres } from '../../../test/servers/postgres.ts';
import { createNotes } from './lib/postgres-contract.ts';
import { describeProcesses, type Place } from './lib/sql-processes.ts';

async function open(): Promise<Place> {
  const server = await sharedPostgres();
  const url = await createDatabase(server);
  await server.psql(createNotes, url);
  return {
    place: url,
    readAll: async () => (await server.psql('SELECT text FROM notes', url)).split('\n'),
    close: () => server.release(),
  };
}

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  describeProcesses('pg', open);
});
