import { openNotes } from './lib/sqlite-clients.ts';
import { createSqliteFile } from './lib/sqlite-file.ts';
import { describeProcesses, type Place } from './lib/sql-processes.ts';

async function open(): Promise<Place> {
  const file = createSqliteFile();
  const notes = openNotes(file.path);
  notes.rows('PRAGMA journal_mode = WAL');
  return {
    place: file.path,
    readAll: async () => notes.readAll(),
    async close() {
      notes.close();
      file.remove();
    },
  };
}

describeProcesses('node:sqlite', open);
describeProcesses('better-sqlite3', open);
