import { randomBytes } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { DatabaseOrigin } from '../database/open-database.ts';
import type { GatewayDatabase } from '../database/open-database.ts';
import type { Vault } from '../vault.ts';

/** The variable that holds the gateway's key. */
export const keyVariable = 'HOOKLATCH_GATEWAY_KEY';

/** The key that seals what is kept, and what is to be said of it. */
export interface GatewayKey {
  readonly key: string;
  /** The file that it stands in. */
  readonly file?: string | undefined;
  readonly warning?: string | undefined;
}

/**
 * The key that was given, or the one in the file beside a file of SQLite, which is made where it is missing.
 *
 * @param given - by the caller, or by the environment
 * @throws Error where there is none: several processes on one PostgreSQL need the same
 */
export async function readKey(origin: DatabaseOrigin, given: string | undefined): Promise<GatewayKey> {
  if (given !== undefined && given.trim() !== '') return { key: given };
  if (!('file' in origin)) {
    throw new Error(
      `With PostgreSQL the gateway needs its key: set ${keyVariable} to 32 random bytes in base64.`,
    );
  }
  const file = join(dirname(origin.file), `${basename(origin.file, '.db')}.key`);
  try {
    // Made by whoever is first; never written over.
    await writeFile(file, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const [text, { mode }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
  const isOpen = process.platform !== 'win32' && (mode & 0o077) !== 0;
  const warning = isOpen ? `Others on this machine can read ${file}: chmod 600 it.` : undefined;
  return { key: text.trim(), file, warning };
}

const checkName = 'key_check';

/**
 * Sees that what is in the database was sealed with this key; a new database remembers it.
 *
 * @throws Error where it was another
 */
export async function checkKey({ db }: Pick<GatewayDatabase, 'db'>, vault: Vault): Promise<void> {
  const value = Buffer.from(vault.seal(checkName, checkName)).toString('base64');
  await db
    .insertInto('settings')
    .values({ name: checkName, value })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const kept = await db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', checkName)
    .executeTakeFirstOrThrow();
  try {
    vault.open(Buffer.from(kept.value, 'base64'), checkName);
  } catch {
    throw new Error(
      `This database was sealed with another key: start with the key that it was made with (${keyVariable}).`,
    );
  }
}
