import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres } from '../../../test/servers/postgres.ts';
import { postgresOpeners } from './lib/postgres-clients.ts';
import { claimOddKeys, oddAnswers } from './lib/sql-odd-keys.ts';

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  beforeAll(async () => {
    server = await sharedPostgres();
  });
  afterAll(() => server?.release());

  test.each(Object.entries(postgresOpeners))(
    'odd keys are keys of their own with %s',
    async (_name, open) => {
      const url = await createDatabase(server);
      const [first, second] = [open(url), open(url)];
      expect(await claimOddKeys(first.store, second.store)).toEqual(oddAnswers);
      await Promise.all([first.close(), second.close()]);
    },
  );
});
