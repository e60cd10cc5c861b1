import type { StoreClaim, WebhookStore } from '@hooklatch/core/store';
import BetterSqlite3 from 'better-sqlite3';
import { DatabaseSync } from 'node:sqlite';
import { Client } from 'pg';
import { postgresOpeners } from './postgres-clients.ts';
import { sqliteOpeners } from './sqlite-clients.ts';

/** What a test tells a process to do. */
export type SqlRequest =
  /** Claims a key several times at once. */
  | { readonly act: 'claim'; readonly key: string; readonly leaseMs: number; readonly times: number }
  /** Uses a token. */
  | {
      readonly act: 'extend' | 'complete' | 'release';
      readonly key: string;
      readonly token: string;
    }
  /** Writes the key in a transaction, and is killed where it says. */
  | {
      readonly act: 'write';
      readonly key: string;
      readonly token: string;
      readonly die?: 'in the work' | 'before the commit' | 'after the commit';
    };

/** What it answers. */
export type SqlAnswer = readonly (StoreClaim | boolean)[];

const hour = 3_600_000;
const die = (): void => void process.kill(process.pid, 'SIGKILL');
let isDoomed = false;

/** Ends the process in the place of a COMMIT, once it is doomed. */
function dieAtCommit(prototype: object, name: string): void {
  const methods = prototype as Record<string, (...args: unknown[]) => unknown>;
  const original = methods[name] as (...args: unknown[]) => unknown;
  methods[name] = function run(this: unknown, ...args: unknown[]) {
    if (isDoomed && args[0] === 'COMMIT') die();
    return original.apply(this, args);
  };
}

// Started by a test, with the library's name and where the database is: it does what it is told until it is let go.
const [, , library = '', place = ''] = process.argv;
const opened = (postgresOpeners[library] ?? sqliteOpeners[library])?.(place);
if (!opened) throw new Error(`There is no library called ${library}.`);
const { store, write } = opened;
dieAtCommit(Client.prototype, 'query');
dieAtCommit(DatabaseSync.prototype, 'exec');
dieAtCommit(BetterSqlite3.prototype as object, 'exec');

async function perform(request: SqlRequest): Promise<SqlAnswer> {
  const { act, key } = request;
  if (act === 'claim')
    return Promise.all(Array.from({ length: request.times }, () => store.claim(key, request.leaseMs)));
  if (act !== 'write') {
    const methods: Pick<WebhookStore, 'extend' | 'complete'> & { release: WebhookStore['release'] } = store;
    return [await methods[act](key, request.token, hour)];
  }
  isDoomed = request.die === 'before the commit';
  const { held } = await store.transaction(key, request.token, hour, (tx) => {
    const written = write(tx, key);
    // What is synchronous is written now; the rest is awaited first.
    if (request.die !== 'in the work') return written;
    return written instanceof Promise ? written.then(die) : die();
  });
  if (request.die === 'after the commit') die();
  return [held];
}

process.on('message', (request: SqlRequest) => {
  const answer = (answers: SqlAnswer | string): void => void process.send?.(answers);
  perform(request).then(answer, (error: unknown) => answer(String(error)));
});
process.on('disconnect', () => void opened.close());
process.send?.('ready');
