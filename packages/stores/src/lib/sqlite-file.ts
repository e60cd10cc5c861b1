import { statSync } from 'node:fs';
import type { SqlClient } from './sql-client.ts';

/** Which file a path leads to; undefined where there is none. */
function identify(path: string): string | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/**
 * Refuses to work where the database's file was deleted, moved or replaced while it was open: with a write-ahead log SQLite
 * itself would go on, in a file that nobody else sees and that is gone when it is closed.
 *
 * @param client - of any library
 * @returns the same client, which rejects then
 */
export function watchFile<Tx>(client: SqlClient<Tx>): SqlClient<Tx> {
  let path: string | undefined;
  let file: string | undefined;
  const check = async (): Promise<void> => {
    if (path === undefined) {
      const databases = await client.query('PRAGMA database_list', []);
      path = (databases.find(({ name }) => name === 'main')?.['file'] ?? '') as string;
      file = path === '' ? undefined : identify(path);
    }
    if (file !== undefined && identify(path) !== file)
      throw new Error('The file of the SQLite database was deleted, moved or replaced: open it again.');
  };
  return {
    async query(text, values) {
      await check();
      return client.query(text, values);
    },
    async transaction(steps) {
      await check();
      return client.transaction(steps);
    },
  };
}
