import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { AttemptReport, Inbox } from '@hooklatch/core/store';
import type { HandlerContext } from '@hooklatch/core';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { sqliteInbox, type SqliteClientLike } from '../src/sqlite.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { patience } from './lib/patience.ts';
import { createSqliteFile, sqliteClients, type SqliteFile } from './lib/sqlite-file.ts';

const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });
type Work = (tx: SqliteClientLike) => unknown;

describe.each(Object.entries(sqliteClients))('%s', (_, connect) => {
  let file: SqliteFile;
  let client: SqliteClientLike;
  let inbox: Inbox<SqliteClientLike>;

  beforeEach(() => {
    file = createSqliteFile();
    client = connect(file.path);
    client.exec('CREATE TABLE notes (text TEXT NOT NULL)');
    inbox = sqliteInbox({ client, pollMs: 10 });
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await inbox.close({ graceMs: 0 });
    client.close();
    file.remove();
  });

  const write = (tx: SqliteClientLike, text: string): unknown =>
    tx.prepare('INSERT INTO notes (text) VALUES (?)').run(text);
  const notes = (): unknown[] =>
    (client.prepare('SELECT text FROM notes').all() as { readonly text: string }[]).map(({ text }) => text);

  /** Handles one message with such a transaction at its first attempt, and nothing at its second. */
  async function handle(work: Work): Promise<AttemptReport[]> {
    const reports: AttemptReport[] = [];
    const handler = async (__: unknown, context: HandlerContext<SqliteClientLike>): Promise<void> => {
      if (context.attempt === 1) await context.withTransaction(work);
    };
    await inbox.put(toMessage('1'));
    await inbox.work([{ provider, name: 'test', on: { '*': handler } }], {
      retry: { baseMs: 0 },
      onAttempt: (report) => void reports.push(report),
    });
    await expect.poll(() => reports.some(({ outcome }) => outcome === 'handled'), patience).toBe(true);
    await expect.poll(() => inbox.stats(), patience).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
    return reports;
  }

  const outcomes = (reports: readonly AttemptReport[]): unknown[] => reports.map(({ outcome }) => outcome);

  test('what the work writes and the end of the message are there together', async () => {
    let state: unknown;
    const reports = await handle((tx) => {
      write(tx, 'effect');
      state = tx.prepare('SELECT state FROM hooklatch_inbox').get();
    });
    expect(state).toMatchObject({ state: 'done' });
    expect(outcomes(reports)).toEqual(['handled']);
    expect(notes()).toEqual(['effect']);
  });

  test('where the work throws nothing is written, and the message is handled again', async () => {
    const reports = await handle((tx) => {
      write(tx, 'effect');
      throw new Error('not yet');
    });
    expect(outcomes(reports)).toEqual(['retrying', 'handled']);
    expect(reports[0]?.reason).toBe('Error: not yet');
    expect(notes()).toEqual([]);
  });

  test('work that returns a promise is refused, and nothing is written', async () => {
    const reports = await handle(async (tx) => {
      write(tx, 'effect');
      await Promise.resolve();
      write(tx, 'outside of any transaction');
      throw new Error('nobody hears of it');
    });
    expect(outcomes(reports)).toEqual(['retrying', 'handled']);
    expect(reports[0]?.reason).toMatch(/^TypeError: The work of withTransaction must not return a promise/);
    // What runs on by itself afterwards is the application's own.
    expect(notes()).not.toContain('effect');
  });

  test('work that ends the transaction by itself is a TypeError', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    await inbox.put(toMessage('1'));
    const errors: unknown[] = [];
    const handler = async (
      __: unknown,
      { withTransaction }: HandlerContext<SqliteClientLike>,
    ): Promise<void> => {
      errors.push(await withTransaction((tx) => tx.exec('COMMIT')).catch((error: unknown) => error));
    };
    await inbox.work([{ provider, name: 'test', on: { '*': handler } }]);
    await expect
      .poll(() => errors, patience)
      .toEqual([new TypeError('The work has ended the transaction that it was in.')]);
  });

  test('work is done once, whatever else is written in the same turn', async () => {
    let works = 0;
    let other: Promise<unknown> | undefined;
    await inbox.put(toMessage('1'));
    const reports: AttemptReport[] = [];
    const handler = async (
      __: unknown,
      { withTransaction }: HandlerContext<SqliteClientLike>,
    ): Promise<void> => {
      other = inbox.resume();
      const done = withTransaction((tx) => {
        works += 1;
        write(tx, 'effect');
        throw new Error('never');
      });
      await Promise.all([done, inbox.resume()]);
    };
    await inbox.work([{ provider, name: 'test', on: { '*': handler } }], {
      retry: { attempts: 1 },
      onAttempt: (report) => void reports.push(report),
    });
    await expect.poll(() => reports.map(({ reason }) => reason), patience).toEqual(['Error: never']);
    await other;
    expect(works).toBe(1);
    expect(notes()).toEqual([]);
  });
});
