import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { postgresOpeners } from './lib/postgres-clients.ts';
import { claimOddKeys, oddAnswers } from './lib/sql-odd-keys.ts';

describe.skipIf(!hasPostgres)('PostgreSQL', () => {
  const server = usePostgres();

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
