import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Inbox } from '@hooklatch/core/store';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { sqliteInbox } from '../src/sqlite.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { patience } from './lib/patience.ts';
import { createSqliteFile, type SqliteFile } from './lib/sqlite-file.ts';

const hour = 3_600_000;
const provider = standardWebhooks({ secret: 'whsec_ZW5naW5lIGNvbnRyYWN0LCBjdXJyZW50' });
const nothing = { waiting: 0, delayed: 0, active: 0, dead: 0 };

let file: SqliteFile;
let client: DatabaseSync;
let inboxes: Inbox[];
let time: number;

beforeEach(() => {
  file = createSqliteFile();
  client = new DatabaseSync(file.path);
  inboxes = [];
  time = Date.now();
});

afterEach(async () => {
  await Promise.all(inboxes.map((inbox) => inbox.close({ graceMs: 0 })));
  client.close();
  file.remove();
});

function create(options: { readonly keepFinished?: boolean; readonly maxBacklog?: number } = {}): Inbox {
  const inbox = sqliteInbox({
    client,
    pollMs: 10,
    retentionMs: hour,
    now: () => time,
    ...options,
  }) as unknown as Inbox;
  inboxes.push(inbox);
  return inbox;
}

function count(table: string): unknown {
  return client.prepare(`SELECT count(*) AS count FROM hooklatch_inbox${table}`).get()?.['count'];
}

/** Handles everything that is there. */
async function handleAll(inbox: Inbox): Promise<string[]> {
  const ids: string[] = [];
  const on = { '*': (event: { readonly id?: string | undefined }) => void ids.push(event.id ?? '') };
  const worker = await inbox.work([{ provider, name: 'test', on }]);
  await expect.poll(() => inbox.stats(), patience).toEqual(nothing);
  await worker.close();
  return ids;
}

test('what is finished is a duplicate for its retention, and a new message afterwards', async () => {
  const inbox = create();
  await inbox.put(toMessage('1'));
  await handleAll(inbox);
  time += hour - 1;
  expect(await inbox.put(toMessage('1'))).toBe('duplicate');
  time += 1;
  expect(await inbox.put(toMessage('1'))).toBe('stored');
  expect(await handleAll(inbox)).toEqual(['1']);
  expect([count(''), count('_contents')]).toEqual([1, 1]);
});

test('what has outlived its retention is deleted, and nothing else', async () => {
  const inbox = create();
  const put = (name: string, amount: number): Promise<unknown> =>
    Promise.all(Array.from({ length: amount }, (_, at) => inbox.put(toMessage(`${name}-${at}`))));
  await put('old', 350);
  await handleAll(inbox);
  time += hour / 2;
  await put('young', 3);
  await handleAll(inbox);
  await put('waiting', 2);
  await inbox.pause();
  time += hour / 2;
  await inbox.work([]);
  await expect.poll(() => [count(''), count('_contents')], patience).toEqual([5, 5]);
});

test('what waits is bounded where the application says so', async () => {
  const inbox = create({ maxBacklog: 2 });
  expect([await inbox.put(toMessage('1')), await inbox.put(toMessage('2'))]).toEqual(['stored', 'stored']);
  await expect(inbox.put(toMessage('3'))).rejects.toThrow('2 messages wait already');
  expect(count('')).toBe(2);
});

test('with keepFinished off content goes at once, and the event stays known', async () => {
  const inbox = create({ keepFinished: false });
  await inbox.put(toMessage('1'));
  await handleAll(inbox);
  expect([count(''), count('_contents')]).toEqual([1, 0]);
  expect(await inbox.replay('1')).toBe(false);
  expect(await inbox.put(toMessage('1'))).toBe('duplicate');
});

test('the content of a discarded message is gone, and its event known for the retention', async () => {
  const inbox = create();
  await inbox.put(toMessage('1'));
  await inbox.work([], { retry: { attempts: 1 }, onAttempt: false });
  await expect.poll(async () => (await inbox.dead.list()).length, patience).toBe(1);
  expect(await inbox.dead.discard('1')).toBe(true);
  expect([count(''), count('_contents')]).toEqual([1, 0]);
  expect(await inbox.dead.discard('1')).toBe(false);
  expect(await inbox.replay('1')).toBe(false);
  expect(await inbox.put(toMessage('1'))).toBe('duplicate');
  time += hour;
  expect(await inbox.put(toMessage('1'))).toBe('stored');
});

test('any bytes, headers and texts come back as they were', async () => {
  const inbox = create();
  const odd = 'a\0b\ud800c\uffff\u{1f600}';
  const message = {
    ...toMessage('1'),
    key: odd,
    url: `/?${odd}`,
    receivedUrl: `/received?${odd}`,
    headers: [
      ['X-Odd', odd],
      ['x-odd', ''],
      ['X-Odd', odd],
    ],
    body: Uint8Array.from({ length: 1000 }, (_, at) => at % 256).subarray(1),
  } as const;
  await inbox.put(message);
  await inbox.put({ ...message, id: '2', body: new Uint8Array() });
  const seen: unknown[] = [];
  await inbox.work([
    {
      provider,
      name: 'test',
      on: {
        '*'(event, { delivery, idempotencyKey }) {
          seen.push([[...event.body], [...delivery.headers.entries()], delivery.url, idempotencyKey]);
        },
      },
    },
  ]);
  await expect.poll(() => seen.length, patience).toBe(2);
  expect(seen).toEqual([
    [[...message.body], message.headers, message.url, odd],
    [[], message.headers, message.url, odd],
  ]);
  const [row] = client.prepare('SELECT head FROM hooklatch_inbox_contents').all();
  expect(JSON.parse(String(row?.['head']))).toMatchObject({ receivedUrl: message.receivedUrl });
});

test('a message that somebody has made unreadable is dead, and holds up no other', async () => {
  const inbox = create();
  await inbox.put(toMessage('1'));
  await inbox.put(toMessage('2'));
  client.exec("UPDATE hooklatch_inbox_contents SET head = '{' WHERE seq = 1");
  const ids: unknown[] = [];
  await inbox.work([{ provider, name: 'test', on: { '*': ({ id }) => void ids.push(id) } }]);
  await expect
    .poll(async () => (await inbox.dead.list()).map(({ id, reason }) => [id, reason]), patience)
    .toEqual([['1', 'What the database holds of it cannot be read.']]);
  await expect.poll(() => ids, patience).toEqual(['2']);
});

test('a worker that closes gives back what it has taken ahead, unspent', async () => {
  const inbox = create();
  const ids = Array.from({ length: 30 }, (_, at) => `${at}`);
  await Promise.all(ids.map((id) => inbox.put(toMessage(id))));
  let handled = 0;
  const worker = await inbox.work([{ provider, name: 'test', on: { '*': () => void (handled += 1) } }], {
    concurrency: 3,
  });
  await expect.poll(() => handled, patience).toBeGreaterThan(0);
  await worker.close();
  expect(await inbox.stats()).toEqual({ ...nothing, waiting: 30 - handled });
  const rows = client
    .prepare("SELECT sum(attempts) AS attempts FROM hooklatch_inbox WHERE state = 'waiting'")
    .all();
  expect(rows[0]?.['attempts'] ?? 0).toBe(0);
});

test('a batch and an order need nothing but the inbox: its store is in the same file', async () => {
  const inbox = create();
  const ordering = {
    key: () => 'one',
    version: (event: { readonly id?: string | undefined }) => Number(event.id),
  };
  await inbox.put(toMessage('2'));
  const outcomes: string[] = [];
  await inbox.work([{ provider, name: 'test', ordering, on: { '*': () => {} } }], {
    onAttempt: ({ outcome }) => void outcomes.push(outcome),
  });
  await expect.poll(() => outcomes, patience).toEqual(['handled']);
  await inbox.put(toMessage('1'));
  await expect.poll(() => outcomes, patience).toEqual(['handled', 'stale']);
  expect(client.prepare('SELECT version FROM hooklatch_events_watermarks').all()).toEqual([{ version: 2 }]);
});
