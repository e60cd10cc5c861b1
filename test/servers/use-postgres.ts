import { afterAll, beforeAll } from 'vitest';
import { later } from './later.ts';
import { sharedPostgres, type PostgresAddress } from './postgres.ts';

/**
 * A PostgreSQL for the tests around: started before them where no other has, and released after them.
 *
 * @returns the server, to be used inside tests and hooks
 */
export function usePostgres(): PostgresAddress {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  beforeAll(async () => {
    server = await sharedPostgres();
  });
  afterAll(() => server?.release());
  return later(() => server);
}
