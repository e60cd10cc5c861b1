export { groupPuts, type GroupedPut } from './lib/group-puts.ts';
export { pullWork, type Pull, type PullWork } from './lib/pull-work.ts';
export { openSqlite, type SqliteOrigin } from './lib/sqlite-client.ts';
export {
  isBusy,
  toSqliteConnection,
  type SqliteConnection,
  type SqliteRow,
} from './lib/sqlite-connection.ts';
export { watchSqliteFile, type SqliteFile } from './lib/sqlite-file.ts';
export { createSqliteWriter, type SqliteWriter, type WriteOptions } from './lib/sqlite-writer.ts';
