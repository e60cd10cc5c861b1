import BetterSqlite from 'better-sqlite3';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { memoryOutbox } from '../src/memory.ts';
import { sqliteOutbox, type AlertOutbox } from '../src/sqlite.ts';
import type { NewAlert } from '../src/lib/outbox.ts';
import { aMessage } from './lib/messages.ts';

const folder = mkdtempSync(join(tmpdir(), 'alerts-'));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;
const freshFile = (): string => join(folder, `${(files += 1)}.db`);

const ops = { channel: 'ops', target: '' };
const mail = { channel: 'mail', target: 'a@example.com' };
const alert = (key: string, ...recipients: NewAlert['recipients'][number][]): NewAlert => ({
  message: aMessage({ key, id: `alert_${key}`, title: `Title ${key} 😀` }),
  recipients: recipients.length > 0 ? recipients : [ops],
});
const put = (outbox: AlertOutbox, now: number, ...alerts: readonly NewAlert[]): Promise<void> =>
  outbox.change('rule', (state) => ({ state, alerts }), now);
const claim = (outbox: AlertOutbox, now: number, limit = 10, channels: readonly string[] = ['ops', 'mail']) =>
  outbox.claim({ limit, leaseMs: 1000, channels, now });

const outboxes: readonly (readonly [string, () => AlertOutbox])[] = [
  ['in memory', () => memoryOutbox()],
  ['in a file', () => sqliteOutbox({ file: freshFile() })],
  ['of node:sqlite', () => sqliteOutbox({ client: new DatabaseSync(freshFile()) })],
  ['of better-sqlite3', () => sqliteOutbox({ client: new BetterSqlite(freshFile()) })],
];

describe.each(outboxes)('an outbox %s', (_, open) => {
  test('keeps one alert for each rule and key', async () => {
    const outbox = open();
    await put(outbox, 0, alert('a', ops, mail), alert('a', ops));
    await put(outbox, 1, alert('a', ops), alert('b', ops));
    await outbox.change('another rule', (state) => ({ state, alerts: [alert('a')] }), 2);
    const sends = await claim(outbox, 10);
    expect(
      sends.map(({ message, channel, target, attempt }) => [message.key, channel, target, attempt]),
    ).toEqual([
      ['a', 'ops', '', 1],
      ['a', 'mail', 'a@example.com', 1],
      ['b', 'ops', '', 1],
      ['a', 'ops', '', 1],
    ]);
    expect(sends[0]?.message).toEqual(alert('a').message);
    await outbox.close();
  });

  test('keeps what a rule remembers', async () => {
    const outbox = open();
    const seen: unknown[] = [];
    const silence = (lastAt: number) => ({ silence: { lastAt, isSaid: false } });
    for (const at of [1, 2])
      await outbox.change('rule', (state) => (seen.push(state), { state: silence(at), alerts: [] }), 0);
    await outbox.change('other', (state) => (seen.push(state), { state, alerts: [] }), 0);
    await outbox.change('rule', (state) => (seen.push(state), { state, alerts: [] }), 0);
    expect(seen).toEqual([undefined, silence(1), undefined, silence(2)]);
    await outbox.close();
  });

  test('keeps nothing where something throws, and everything of others', async () => {
    const outbox = open();
    const broken = outbox.change(
      'a',
      () => {
        throw new Error('broken');
      },
      0,
    );
    const whole = put(outbox, 0, alert('b'));
    await expect(broken).rejects.toThrow('broken');
    await whole;
    expect((await claim(outbox, 0)).map(({ message }) => message.key)).toEqual(['b']);
    await outbox.close();
  });

  test('gives a send to one worker at a time, and to another when its lease has ended', async () => {
    const outbox = open();
    await put(outbox, 0, alert('a'));
    const [first] = await claim(outbox, 0);
    if (!first) throw new Error('Nothing was taken.');
    expect(await claim(outbox, 999)).toEqual([]);
    expect(await outbox.extend(first, 1000, 900)).toBe(true);
    expect(await claim(outbox, 1899)).toEqual([]);
    const [second] = await claim(outbox, 1900);
    expect(second).toMatchObject({ id: first.id, attempt: 2 });
    expect(await outbox.settle(first, { state: 'sent' }, 1901)).toBe(false);
    expect(await outbox.extend(first, 1000, 1901)).toBe(false);
    expect(await outbox.settle(second as typeof first, { state: 'sent' }, 1902)).toBe(true);
    expect(await outbox.settle(second as typeof first, { state: 'sent' }, 1903)).toBe(false);
    expect(await claim(outbox, 99_999)).toEqual([]);
    expect(await outbox.countWaiting()).toBe(0);
    await outbox.close();
  });

  test.each([
    ['retry', { state: 'retry', delayMs: 500.5, reason: 'HTTP 503' }, 501, 2],
    ['released', { state: 'released', delayMs: 500 }, 500, 1],
  ] as const)('what is %s comes again at its time', async (_state, verdict, at, attempt) => {
    const outbox = open();
    await put(outbox, 0, alert('a'));
    const [send] = await claim(outbox, 0);
    expect(await outbox.settle(send as NonNullable<typeof send>, verdict, 0)).toBe(true);
    expect(await claim(outbox, at - 1)).toEqual([]);
    expect((await claim(outbox, at)).map((one) => one.attempt)).toEqual([attempt]);
    await outbox.close();
  });

  test('gives what is asked for: of these channels, so many, those first that wait longest', async () => {
    const outbox = open();
    await put(outbox, 5, alert('late', mail));
    await put(outbox, 1, alert('early', mail, ops), alert('next', ops));
    expect(await outbox.countDue(['mail'], 4)).toBe(1);
    const keys = async (channels: readonly string[], limit: number): Promise<readonly string[]> =>
      (await claim(outbox, 9, limit, channels)).map(({ message, channel }) => `${message.key} ${channel}`);
    expect(await keys(['none'], 9)).toEqual([]);
    expect(await keys(['ops'], 1)).toEqual(['early ops']);
    expect(await keys(['mail', 'ops'], 9)).toEqual(
      expect.arrayContaining(['early mail', 'next ops', 'late mail']),
    );
    expect(await outbox.countDue(['mail'], 9)).toBe(4);
    await outbox.close();
  });

  test('wakes who waits, once there is something new', async () => {
    const outbox = open();
    const wake = vi.fn();
    const stop = outbox.onWake(wake);
    await put(outbox, 0, alert('a'));
    expect(wake).toHaveBeenCalledTimes(1);
    stop();
    await put(outbox, 0, alert('b'));
    expect(wake).toHaveBeenCalledTimes(1);
    await outbox.close();
  });

  test('forgets after a week what is settled, and nothing else', async () => {
    const outbox = open();
    const week = 7 * 86_400_000;
    await put(outbox, 0, alert('sent'), alert('waiting', mail));
    const [send] = await claim(outbox, 0, 1, ['ops']);
    await outbox.settle(send as NonNullable<typeof send>, { state: 'sent' }, 1);
    await outbox.prune(week - 1);
    await put(outbox, week - 1, alert('sent'));
    expect(await outbox.countWaiting()).toBe(1);
    await outbox.prune(week);
    await put(outbox, week, alert('sent'), alert('waiting', mail));
    expect(await outbox.countWaiting()).toBe(2);
    await outbox.close();
  });
});

describe('in memory', () => {
  test('the oldest are lost, and that is said once', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const outbox = memoryOutbox({ maxAlerts: 2 });
    await put(outbox, 0, ...['a', 'b', 'c', 'd'].map((key) => alert(key)));
    expect((await claim(outbox, 0)).map(({ message }) => message.key)).toEqual(['c', 'd']);
    await outbox.close();
    expect(warn.mock.calls.flat()).toEqual([
      '[hooklatch] More than 2 alerts are kept in memory: the oldest are lost unsent.',
      '[hooklatch] Alerts in memory that were not sent are lost: 2.',
    ]);
    warn.mockRestore();
  });

  test('no room at all is a TypeError', () => {
    expect(() => memoryOutbox({ maxAlerts: 0 })).toThrow(TypeError);
  });
});

describe('in a file', () => {
  test('is there after a restart, and two processes share it', async () => {
    const file = freshFile();
    const [first, second] = [sqliteOutbox({ file }), sqliteOutbox({ file })];
    await Promise.all([put(first, 0, alert('a')), put(second, 0, alert('a'), alert('b'))]);
    await first.close();
    const third = sqliteOutbox({ file });
    const [left, right] = await Promise.all([claim(second, 0, 1), claim(third, 0, 1)]);
    expect([...left, ...right].map(({ message }) => message.key).toSorted()).toEqual(['a', 'b']);
    await Promise.all([second.close(), third.close()]);
  });

  test('waits for the lock of another without standing still', async () => {
    const file = freshFile();
    const outbox = sqliteOutbox({ file });
    await put(outbox, 0, alert('a'));
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    const kept = put(outbox, 0, alert('b'));
    const started = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(performance.now() - started).toBeLessThan(500);
    other.exec('COMMIT');
    other.close();
    await kept;
    expect(await outbox.countWaiting()).toBe(2);
    await outbox.close();
  });

  test('is durable, and has the names that it is given', async () => {
    const client = new DatabaseSync(freshFile());
    const outbox = sqliteOutbox({ client, prefix: 'mine_' });
    await put(outbox, 0, alert('a'));
    await outbox.close();
    const read = (text: string): unknown => Object.values(client.prepare(text).get() as object)[0];
    expect([read('PRAGMA journal_mode'), read('PRAGMA synchronous')]).toEqual(['wal', 2]);
    expect(read('SELECT count(*) FROM mine_alert_sends')).toBe(1);
    client.close();
  });

  test.each<[string, () => AlertOutbox, RegExp]>([
    ['neither', () => sqliteOutbox({} as never), /either a client or a file/],
    ['both', () => sqliteOutbox({ file: 'a', client: {} } as never), /either a client or a file/],
    [
      'another client',
      () => sqliteOutbox({ client: { prepare() {}, exec() {} } as never }),
      /must be a DatabaseSync/,
    ],
    ['memory', () => sqliteOutbox({ file: ':memory:' }), /one in memory is lost/],
    ['a bad prefix', () => sqliteOutbox({ file: 'a', prefix: 'a; DROP' }), /prefix/],
  ])('%s is a TypeError', (_, make, message) => {
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
  });
});
