import type { WebhookStore } from '@hooklatch/core/store';
import { describeStore } from '@hooklatch/testing/contract';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { openNotes, sqliteOpeners, synchronous, type SqliteNotes } from './sqlite-clients.ts';
import { createSqliteFile } from './sqlite-file.ts';

/** The facts on transactions have work that is asynchronous; transaction-sqlite.test.ts has those for the others. */
function withoutTransactions({ transaction: _transaction, ...store }: WebhookStore): WebhookStore {
  return store;
}

/** The contract of every store, for two connections of a library to one file. */
export function describeSqlite(name: string): void {
  const openClient = sqliteOpeners[name];
  if (!openClient) throw new TypeError(`There is no library called ${name}.`);
  const isSynchronous = Object.hasOwn(synchronous, name);
  let notes: SqliteNotes;
  let write: ReturnType<typeof openClient>['write'];
  const open = async () => {
    const file = createSqliteFile();
    notes = openNotes(file.path);
    let time = Date.now();
    const now = () => time;
    const [first, second] = [openClient(file.path, { now }), openClient(file.path, { now })];
    first.exec('PRAGMA journal_mode = WAL');
    write = first.write;
    return {
      store: isSynchronous ? withoutTransactions(first.store) : first.store,
      other: isSynchronous ? withoutTransactions(second.store) : second.store,
      wait: (ms: number) => void (time += ms),
      close() {
        for (const each of [first, second, notes]) each.close();
        file.remove();
      },
    };
  };
  const transactions = {
    write: (tx: unknown, text: string) => write(tx, text),
    readAll: () => notes.readAll(),
  };
  const options = isSynchronous ? { name } : { name, transactions };
  describeStore({ describe, test, beforeAll, afterAll }, open, options);
}
