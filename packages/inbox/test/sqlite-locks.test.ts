import { createWebhook, type HandlerContext } from '@hooklatch/core';
import { writeDelivery } from '@hooklatch/core/provider';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sqliteInbox, type SqliteClientLike } from '../src/sqlite.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { patience } from './lib/patience.ts';
import { createSqliteFile, sqliteClients, type SqliteFile } from './lib/sqlite-file.ts';
import { endSqliteProcesses, startSqliteProcess } from './lib/sqlite-process.ts';

const secret = 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50';
const provider = standardWebhooks({ secret });

function toDelivery(id: string) {
  const body = new TextEncoder().encode('{"type":"order.paid"}');
  const time = Date.now();
  return writeDelivery(provider, { secret, id, type: 'order.paid', body, url: 'https://example.com/', time });
}

describe.each(Object.entries(sqliteClients))('%s', (_, connect) => {
  let file: SqliteFile;
  let client: SqliteClientLike;

  beforeEach(() => {
    file = createSqliteFile();
    client = connect(file.path);
  });

  afterEach(async () => {
    await endSqliteProcesses();
    client.close();
    file.remove();
  });

  test('while another process has the lock, deliveries are answered 503 and the event loop goes on; then all are kept', async () => {
    const inbox = sqliteInbox({ client });
    const webhook = createWebhook(provider, { inbox, onDelivery: false });
    await inbox.migrate();
    const other = startSqliteProcess('lock', file.path, '4000');
    await other.until((lines) => lines.includes('locked'));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    const deliveries = await Promise.all(Array.from({ length: 20 }, (__, at) => toDelivery(`msg_${at}`)));
    const replies = await Promise.all(deliveries.map((delivery) => webhook.handle(delivery)));
    const waited = performance.now() - started;
    delay.disable();
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([503]));
    expect(replies[0]?.headers['retry-after']).toMatch(/^\d+$/);
    expect(waited).toBeGreaterThan(1000);
    expect(waited).toBeLessThan(3500);
    // In nanoseconds. SQLite's own waiting would be the whole time.
    expect(delay.max / 1e6).toBeLessThan(1000);
    await other.until((lines) => lines.includes('free'));
    const again = await Promise.all(deliveries.map((delivery) => webhook.handle(delivery)));
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await inbox.stats()).waiting).toBe(20);
  });

  test('a lock that is free in time delays a message, and refuses none', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.migrate();
    const other = startSqliteProcess('lock', file.path, '400');
    await other.until((lines) => lines.includes('locked'));
    const kept = await Promise.all(['1', '2', '3'].map((id) => inbox.put(toMessage(id))));
    expect(kept).toEqual(['stored', 'stored', 'stored']);
  });

  test('a verdict waits for the lock longer than a delivery may', async () => {
    const inbox = sqliteInbox({ client, pollMs: 20 });
    await inbox.put(toMessage('1'));
    let starts = 0;
    const handle = async (): Promise<void> => {
      starts += 1;
      const other = startSqliteProcess('lock', file.path, '2500');
      await other.until((lines) => lines.includes('locked'));
    };
    await inbox.work([{ provider, name: 'test', on: { '*': handle } }]);
    await expect.poll(() => inbox.stats(), patience).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
    await inbox.close();
    expect(starts).toBe(1);
  });

  test('a transaction waits for the lock, and its work is done once', async () => {
    const inbox = sqliteInbox({ client, pollMs: 20 });
    await inbox.put(toMessage('1'));
    let works = 0;
    const handle = async (
      __: unknown,
      { withTransaction }: HandlerContext<SqliteClientLike>,
    ): Promise<void> => {
      const other = startSqliteProcess('lock', file.path, '300');
      await other.until((lines) => lines.includes('locked'));
      await withTransaction(() => void (works += 1));
    };
    const outcomes: string[] = [];
    await inbox.work([{ provider, name: 'test', on: { '*': handle } }], {
      onAttempt: ({ outcome }) => void outcomes.push(outcome),
    });
    await expect.poll(() => outcomes, patience).toEqual(['handled']);
    expect(works).toBe(1);
    await inbox.close();
  });

  test("the application's own busy timeout is there again afterwards", async () => {
    client.exec('PRAGMA busy_timeout = 1234');
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    await inbox.stats();
    expect(client.prepare('PRAGMA busy_timeout').all()).toEqual([expect.objectContaining({ timeout: 1234 })]);
  });

  test('nothing is kept inside a transaction of the application, which may roll back', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.migrate();
    client.exec('BEGIN');
    const put = inbox.put(toMessage('1'));
    await expect(put).rejects.toThrow('inside a transaction of the application');
    const patient = inbox.put(toMessage('2'));
    setTimeout(() => void client.exec('ROLLBACK'), 200);
    expect(await patient).toBe('stored');
    expect((await inbox.stats()).waiting).toBe(1);
  });

  test('what is read row by row by the application does not stop the inbox', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    const statement = client.prepare('SELECT id FROM hooklatch_inbox') as unknown as {
      iterate(): IterableIterator<unknown>;
    };
    const rows = statement.iterate();
    rows.next();
    const put = inbox.put(toMessage('2'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    rows.return?.();
    expect(await put).toBe('stored');
  });
});
