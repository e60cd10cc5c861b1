import { existsSync } from 'node:fs';
import { chmod, copyFile, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { holdFile } from './hold-file.ts';
import type { ExitCode, Io } from './io.ts';
import { findDatabase } from './start-options.ts';

/** Over tables that are there it would fail half way. */
const restorePostgres =
  'psql "$DATABASE_URL" -c "ALTER SCHEMA hooklatch RENAME TO hooklatch_before", then psql "$DATABASE_URL" --single-transaction -v ON_ERROR_STOP=1 -f gateway.sql';

const keyNote = (name: string): string =>
  `Keep the gateway's key with it (${name.replace(/\.db$/, '.key')}, or HOOKLATCH_GATEWAY_KEY): without it the secrets in it cannot be read.\n`;

/**
 * Writes a copy of the database to a file, also while the gateway is at work.
 *
 * @throws Error where the file is there already, or the database is not SQLite's
 */
export async function runBackup(
  to: string,
  given: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<ExitCode> {
  const file = sqliteFile(given, io, 'pg_dump --schema=hooklatch "$DATABASE_URL" > gateway.sql');
  const target = resolve(io.cwd, to);
  if (!existsSync(file)) throw new Error(`There is no database at ${file}.`);
  if (existsSync(target)) throw new Error(`${target} is there already: name a new file.`);
  const client = new DatabaseSync(file, { timeout: 10_000 });
  try {
    client.prepare('VACUUM INTO ?').run(target);
  } finally {
    client.close();
  }
  await chmod(target, 0o600);
  checkBackup(target);
  io.stdout.write(`${target} holds everything as it was a moment ago.\n${keyNote(file)}`);
  return 0;
}

/**
 * Puts a copy in the place of the database. What was there is kept beside it.
 *
 * @throws Error where a gateway is at work on it, or the copy is none of a gateway
 */
export async function runRestore(
  from: string,
  given: Readonly<Record<string, unknown>>,
  io: Io,
): Promise<ExitCode> {
  const file = sqliteFile(given, io, restorePostgres);
  const source = resolve(io.cwd, from);
  if (!existsSync(source)) throw new Error(`There is no file ${source}.`);
  checkBackup(source);
  const held = holdFile(file);
  try {
    const fresh = `${file}.restoring`;
    await copyFile(source, fresh);
    await chmod(fresh, 0o600);
    const kept = `${file}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`;
    if (existsSync(file)) {
      settle(file);
      await rename(file, kept);
      io.stdout.write(`What was there is now ${kept}.\n`);
    }
    for (const end of ['-wal', '-shm']) {
      // oxlint-disable-next-line no-await-in-loop
      await rm(`${file}${end}`, { force: true });
    }
    await rename(fresh, file);
  } finally {
    held.release();
  }
  io.stdout.write(`${file} is what ${source} was.\n${keyNote(file)}`);
  return 0;
}

function sqliteFile(given: Readonly<Record<string, unknown>>, io: Io, instead: string): string {
  const database = findDatabase(io, given['data'] as string | undefined);
  if ('file' in database) return database.file;
  throw new Error(`This is for a file of SQLite. PostgreSQL has its own: ${instead}`);
}

/** What stands in the write-ahead log goes into the file. */
function settle(file: string): void {
  const client = new DatabaseSync(file);
  client.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  client.close();
}

/** @throws Error where the file is damaged, or none of a gateway */
function checkBackup(file: string): void {
  const client = new DatabaseSync(file, { readOnly: true });
  try {
    const [check] = Object.values(client.prepare('PRAGMA quick_check(1)').get() ?? {});
    if (check !== 'ok') throw new Error(`${file} is damaged (${String(check)}).`);
    client.prepare('SELECT version FROM gateway_migrations').all();
  } catch (error) {
    const { message } = error as Error;
    throw new Error(message.includes('damaged') ? message : `${file} is no copy of a gateway (${message}).`);
  } finally {
    client.close();
  }
}
