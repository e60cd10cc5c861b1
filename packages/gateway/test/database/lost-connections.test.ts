import { Client } from 'pg';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onEachDatabase } from '../lib/on-each-database.ts';

onEachDatabase('connections that the server ends', ({ kind, open, origin }) => {
  test.skipIf(kind === 'sqlite')(
    'a transaction that stands still fails, and the process goes on',
    async () => {
      const place = await origin();
      await using context = await open({ ...(place && { origin: place }) });
      const uncaught: unknown[] = [];
      const note = (error: unknown): void => void uncaught.push(error);
      process.on('uncaughtException', note);
      await using admin = await connect(place && 'url' in place ? place.url : '');
      const failing = context.transaction(async (tx) => {
        const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx);
        await admin.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
        // Nothing is asked meanwhile: nobody but the connection itself can say that it ended.
        await admin.gone(rows[0]?.pid);
        await sql`SELECT 1`.execute(tx);
      });
      await expect(failing).rejects.toThrow(/terminat|not queryable|connection/i);
      expect((await sql<{ one: number }>`SELECT 1 AS one`.execute(context.db)).rows).toEqual([{ one: 1 }]);
      process.off('uncaughtException', note);
      expect(uncaught).toEqual([]);
    },
  );
});

interface Admin extends AsyncDisposable {
  query(text: string, values: readonly unknown[]): Promise<{ readonly rows: readonly unknown[] }>;
  /** Resolves a moment after the server has ended a process. */
  gone(pid: number | undefined): Promise<void>;
}

async function connect(url: string): Promise<Admin> {
  const client = new Client(url);
  await client.connect();
  const query: Admin['query'] = (text, values) => client.query(text, [...values]);
  return {
    query,
    async gone(pid) {
      const isThere = async (): Promise<boolean> =>
        (await query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid])).rows.length > 0;
      while (await isThere());
      // Its last words arrive before those of a connection that is made afterwards.
      const after = new Client(url);
      await after.connect();
      await after.end();
    },
    [Symbol.asyncDispose]: () => client.end(),
  };
}
