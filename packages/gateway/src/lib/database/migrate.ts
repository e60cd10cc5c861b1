import type { DatabaseSync } from 'node:sqlite';
import type { Client } from 'pg';
import type { DatabaseKind } from './migrations/column-words.ts';
import { toMigrations } from './migrations/migrations.ts';

const versions = 'CREATE TABLE IF NOT EXISTS gateway_migrations (version INTEGER PRIMARY KEY)';
const lastVersion = 'SELECT MAX(version) AS version FROM gateway_migrations';

/** The gateway's own place in PostgreSQL: its `users` are not those of an application in the same database. */
export const postgresSchema = 'hooklatch';

/**
 * Brings the tables of a file up to date, whole or not at all; several processes may do so at once.
 *
 * @throws Error where they are a newer gateway's
 */
export function migrateFile(client: DatabaseSync): void {
  client.exec('BEGIN IMMEDIATE');
  try {
    client.exec(versions);
    const { version } = client.prepare(lastVersion).get() ?? {};
    for (const statement of pending('sqlite', Number(version ?? 0))) client.exec(statement);
    client.exec('COMMIT');
  } catch (error) {
    client.exec('ROLLBACK');
    throw error;
  }
}

/**
 * Brings the tables of a server up to date, whole or not at all; several processes may do so at once.
 *
 * @param client - a connection that is closed behind it, whatever it has left open
 * @throws Error where they are a newer gateway's
 */
export async function migrateServer(client: Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('SELECT pg_advisory_xact_lock(7466746967)');
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${postgresSchema}`);
  await client.query(`SET LOCAL search_path TO ${postgresSchema}`);
  await client.query(versions);
  const { rows } = await client.query<{ version: number | null }>(lastVersion);
  for (const statement of pending('postgres', rows[0]?.version ?? 0)) {
    // oxlint-disable-next-line no-await-in-loop
    await client.query(statement);
  }
  await client.query('COMMIT');
}

function pending(kind: DatabaseKind, from: number): readonly string[] {
  const migrations = toMigrations(kind);
  if (from > migrations.length) {
    throw new Error(
      `The database is at version ${from}, and this gateway knows ${migrations.length}: install the newer one.`,
    );
  }
  return migrations
    .slice(from)
    .flatMap((statements, at) => [
      ...statements,
      `INSERT INTO gateway_migrations (version) VALUES (${from + at + 1})`,
    ]);
}
