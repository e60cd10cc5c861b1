import { afterAll, beforeAll } from 'vitest';
import { sharedPostgres, type PostgresServer } from './postgres.ts';

/**
 * Stands for what a hook makes before the tests around it run.
 *
 * @param get - gives it; called whenever something of it is used
 * @returns an object with its members
 */
export function later<Value extends object>(get: () => Value): Value {
  return new Proxy({} as Value, {
    get(_, name) {
      const member: unknown = Reflect.get(get(), name);
      return typeof member === 'function' ? member.bind(get()) : member;
    },
  });
}

/**
 * A PostgreSQL for the tests around: started before them where no other has, and released after them.
 *
 * @returns the server, to be used inside tests and hooks
 */
export function usePostgres(): PostgresServer {
  let server: Awaited<ReturnType<typeof sharedPostgres>>;
  beforeAll(async () => {
    server = await sharedPostgres();
  });
  afterAll(() => server?.release());
  return later(() => server);
}
