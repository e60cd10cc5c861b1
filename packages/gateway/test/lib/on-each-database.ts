import { afterAll, beforeAll, describe } from 'vitest';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { hasPostgres, sharedPostgres } from '../../../../test/servers/postgres.ts';
import type { DatabaseOrigin } from '../../src/lib/database/open-database.ts';
import { openContext, type TestContext, type TestContextOptions } from './open-context.ts';

/** Opens contexts of one kind of database, each empty; several of one database where `origin` is given again. */
export interface DatabaseStage {
  readonly kind: 'sqlite' | 'postgres';
  /** A fresh database, and how to open it. */
  open(options?: TestContextOptions): Promise<TestContext>;
  /** Of a fresh database of PostgreSQL; undefined where it is a file of SQLite, which whoever opens it makes. */
  origin(): Promise<DatabaseOrigin | undefined>;
  /** The URL of a fresh database of PostgreSQL. */
  url(): Promise<string>;
}

/** Describes the same facts on SQLite and on a real PostgreSQL, where there is one. */
export function onEachDatabase(name: string, facts: (stage: DatabaseStage) => void): void {
  describe(`${name}, on SQLite`, () => {
    facts({
      kind: 'sqlite',
      open: openContext,
      origin: () => Promise.resolve(undefined),
      url: () => Promise.reject(new Error('SQLite has no URL.')),
    });
  });
  describe.skipIf(!hasPostgres)(`${name}, on PostgreSQL`, () => {
    let server: Awaited<ReturnType<typeof sharedPostgres>>;
    beforeAll(async () => {
      server = await sharedPostgres();
    });
    afterAll(() => server?.release());
    const url = (): Promise<string> => createDatabase(server);
    facts({
      kind: 'postgres',
      url,
      origin: async () => ({ url: await url() }),
      open: async (options = {}) =>
        openContext({ ...options, origin: options.origin ?? { url: await url() } }),
    });
  });
}
