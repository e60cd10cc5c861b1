import { sqliteInbox } from '@hooklatch/inbox/sqlite';
import { DatabaseSync } from 'node:sqlite';

/** The application's database. The inbox keeps its tables in it, so that both are written in one transaction. */
export const database = new DatabaseSync(process.env['DATABASE'] || 'app.db', { timeout: 5000 });

// No constraint keeps an event from being written twice: the inbox does.
database.exec(`
  CREATE TABLE IF NOT EXISTS payments (
    event TEXT NOT NULL,
    invoice TEXT NOT NULL,
    amount INTEGER NOT NULL
  )
`);

export const inbox = sqliteInbox({ client: database });
