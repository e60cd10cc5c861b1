import { sqliteInbox } from '@hooklatch/inbox/sqlite';
import { sqliteStore } from '@hooklatch/stores/sqlite';
import { describeEngine, describeStore } from '@hooklatch/testing/contract';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { collect, type Collecting } from '../collect.ts';
import { engineLanes, engineUnitMs, type Suite } from './suites.ts';

type Database = typeof DatabaseSync;

/** In memory where the machine has such a directory: other tests say what a disk keeps. */
const parent = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Two connections to a new file. */
function openTwice(Database: Database) {
  const dir = mkdtempSync(join(parent, 'hooklatch-runtimes-'));
  const [first, second] = [new Database(join(dir, 'a.db')), new Database(join(dir, 'a.db'))];
  first.exec('PRAGMA journal_mode = WAL');
  first.exec('CREATE TABLE notes (text TEXT NOT NULL)');
  const close = (): void => {
    first.close();
    second.close();
    rmSync(dir, { recursive: true, force: true });
  };
  return { first, second, close };
}

function runStore(Database: Database): Suite {
  const open = async () => {
    const { first, second, close } = openTwice(Database);
    let time = Date.now();
    const now = (): number => time;
    const toStore = (client: DatabaseSync) => {
      // The facts on transactions have work that is asynchronous, which this store refuses.
      const { transaction: _, ...store } = sqliteStore({ client, now });
      return store;
    };
    const wait = (ms: number): void => void (time += ms);
    return { store: toStore(first), other: toStore(second), wait, close };
  };
  return () => collect((runner) => describeStore(runner, open));
}

const asynchronous = 'where the work throws nothing is written, and the event is handled again';
const leftOut = { [asynchronous]: 'its work is asynchronous' };

function defineInbox(runner: Collecting, Database: Database): void {
  let client: DatabaseSync;
  const open = async () => {
    const { first, second, close } = openTwice(Database);
    client = first;
    let ahead = 0;
    const now = (): number => Date.now() + ahead;
    const toInbox = (one: DatabaseSync) => sqliteInbox({ client: one, pollMs: 20, now });
    const endLeases = (): void => void (ahead += 3_600_000);
    return { inbox: toInbox(first), other: toInbox(second), endLeases, close };
  };
  const transactions = {
    write: (tx: DatabaseSync, text: string) => tx.prepare('INSERT INTO notes (text) VALUES (?)').run(text),
    readAll: () =>
      client
        .prepare('SELECT text FROM notes')
        .all()
        .map(({ text }) => String(text)),
  };
  describeEngine(runner, open, { leftOut, transactions, unitMs: engineUnitMs });
}

/** The suites with `node:sqlite`, where the runtime has it. */
export async function loadSqliteSuites(): Promise<Readonly<Record<string, Suite>>> {
  const name = 'node:sqlite';
  const { DatabaseSync: Database } = (await import(name)) as typeof import('node:sqlite');
  return {
    'sqlite-store': runStore(Database),
    'sqlite-inbox': () => collect((runner) => defineInbox(runner, Database), engineLanes),
  };
}
