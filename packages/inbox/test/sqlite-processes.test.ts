import { copyFileSync, existsSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { sqliteInbox } from '../src/sqlite.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { patience } from './lib/patience.ts';
import { createSqliteFile, readSqlite, type SqliteFile } from './lib/sqlite-file.ts';
import { endSqliteProcesses, startSqliteProcess } from './lib/sqlite-process.ts';

let files: SqliteFile[] = [];

function create(): SqliteFile {
  const file = createSqliteFile();
  files.push(file);
  return file;
}

afterEach(async () => {
  await endSqliteProcesses();
  for (const file of files) file.remove();
  files = [];
});

const isAcknowledged = (line: string): boolean => line !== 'rejected';

function idsIn(path: string): Set<unknown> {
  const rows = readSqlite(path, 'SELECT id FROM hooklatch_inbox JOIN hooklatch_inbox_contents USING (seq)');
  return new Set(rows.map(({ id }) => id));
}

function isWhole(path: string): boolean {
  return readSqlite(path, 'PRAGMA integrity_check')[0]?.['integrity_check'] === 'ok';
}

test('a process that is killed while it keeps loses no message that it acknowledged, 20 times', async () => {
  const { path } = create();
  const acknowledged: string[] = [];
  for (let kill = 0; kill < 20; kill += 1) {
    const child = startSqliteProcess('put', path, `kill-${kill}`);
    await child.until(({ length }) => length > 40);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 40));
    child.kill('SIGKILL');
    await child.ended;
    acknowledged.push(...child.lines.filter(isAcknowledged));
  }
  expect(isWhole(path)).toBe(true);
  const kept = idsIn(path);
  expect(acknowledged.length).toBeGreaterThan(20 * 40);
  expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
}, 120_000);

test('a copy of the database and its log, taken at any moment, holds what was acknowledged before', async () => {
  const { path, dir } = create();
  const child = startSqliteProcess('put', path, 'copy');
  for (let count = 0; count < 20; count += 1) {
    const seen = child.lines.length;
    await child.until(({ length }) => length > seen + 60);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    // Stopped, so that both files are of one moment, as they are on a disk whose power is cut.
    await child.halt();
    const copy = `${dir}/copy-${count}.db`;
    for (const suffix of ['', '-wal'])
      if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix);
    const acknowledged = child.lines.filter(isAcknowledged);
    child.kill('SIGCONT');
    expect(isWhole(copy)).toBe(true);
    const kept = idsIn(copy);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  }
  expect(child.lines.filter(isAcknowledged).length).toBeGreaterThan(20 * 60);
}, 120_000);

test('four processes that begin at once make the tables once, and all of them keep', async () => {
  for (let round = 0; round < 3; round += 1) {
    const { path } = create();
    const children = ['1', '2', '3', '4'].map((id) => startSqliteProcess('migrate', path, id));
    await Promise.all(children.map(({ ended }) => ended));
    expect(children.flatMap(({ lines }) => lines)).toEqual(['stored', 'stored', 'stored', 'stored']);
    expect(readSqlite(path, 'SELECT version FROM hooklatch_inbox_migrations')).toEqual([{ version: 1 }]);
    expect(idsIn(path)).toEqual(new Set(['1', '2', '3', '4']));
  }
}, 60_000);

test('two processes that work on one database handle each message once', async () => {
  const { path } = create();
  const inbox = sqliteInbox({ file: path });
  const ids = Array.from({ length: 2000 }, (_, at) => `message-${at}`);
  await Promise.all(ids.map((id) => inbox.put(toMessage(id))));
  const children = [startSqliteProcess('work', path), startSqliteProcess('work', path)];
  const handled = (): string[] => children.flatMap(({ lines }) => lines.filter((line) => line !== 'working'));
  await expect.poll(() => handled().length, patience).toBeGreaterThanOrEqual(ids.length);
  await expect.poll(() => inbox.stats(), patience).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
  expect(handled().toSorted()).toEqual(ids.toSorted());
  expect(children.map(({ lines }) => lines.length > 1)).toEqual([true, true]);
  await inbox.close();
}, 60_000);

test('a handler that ends its process is begun as often as the policy says, and its message is dead', async () => {
  const { path } = create();
  const inbox = sqliteInbox({ file: path });
  await inbox.put(toMessage('poison'));
  const starts: string[] = [];
  const isDead = async (): Promise<boolean> => {
    const child = startSqliteProcess('work', path, 'order.paid');
    const hasSaid = await child
      .until((lines) => lines.includes('dead'))
      .then(
        () => true,
        () => false,
      );
    if (hasSaid) await expect.poll(async () => (await inbox.stats()).dead, patience).toBe(1);
    starts.push(...child.lines.filter((line) => line === 'poison'));
    child.kill('SIGKILL');
    await child.ended;
    return hasSaid;
  };
  let processes = 1;
  while (!(await isDead()) && processes < 10) processes += 1;
  expect({ starts: starts.length, processes }).toEqual({ starts: 3, processes: 4 });
  expect(await inbox.stats()).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 1 });
  expect((await inbox.dead.list()).map(({ id, reason }) => [id, reason])).toEqual([
    ['poison', 'The last attempt never ended: the process that made it went away.'],
  ]);
  await inbox.close();
}, 60_000);
