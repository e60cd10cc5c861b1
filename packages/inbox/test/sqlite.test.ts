import { describeEngine } from '@hooklatch/testing/contract';
import { describe, test } from 'vitest';
import { sqliteInbox, type SqliteClientLike } from '../src/sqlite.ts';
import { createSqliteFile, sqliteClients } from './lib/sqlite-file.ts';

for (const [name, connect] of Object.entries(sqliteClients)) {
  let client: SqliteClientLike;
  const open = async () => {
    const { path, remove } = createSqliteFile();
    client = connect(path);
    const second = connect(path);
    client.exec('CREATE TABLE notes (text TEXT NOT NULL)');
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    return {
      inbox: sqliteInbox({ client, pollMs: 20, now }),
      other: sqliteInbox({ client: second, pollMs: 20, now }),
      endLeases: () => void (ahead += 3_600_000),
      close() {
        client.close();
        second.close();
        remove();
      },
    };
  };
  describeEngine({ describe, test }, open, {
    name,
    leftOut: {
      // sqlite-transactions.test.ts has it with work that is not.
      'where the work throws nothing is written, and the event is handled again': 'its work is asynchronous',
    },
    transactions: {
      write: (tx: SqliteClientLike, text) => tx.prepare('INSERT INTO notes (text) VALUES (?)').run(text),
      readAll: () =>
        (client.prepare('SELECT text FROM notes').all() as { text: string }[]).map(({ text }) => text),
    },
  });
}
