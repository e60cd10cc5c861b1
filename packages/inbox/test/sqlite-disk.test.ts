import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sqliteInbox, type SqliteClientLike } from '../src/sqlite.ts';
import { toMessage } from './lib/inbox-messages.ts';
import { patience } from './lib/patience.ts';
import { createSqliteFile, readSqlite, sqliteClients, type SqliteFile } from './lib/sqlite-file.ts';
import { endSqliteProcesses, startSqliteProcess } from './lib/sqlite-process.ts';

const isRoot = process.getuid?.() === 0;
/** Somebody who is nobody. */
const nobody = '65534';

/** Makes a directory a disk of 8 MiB; gives what takes it away, where this process may do such a thing. */
function mountDisk(dir: string): (() => void) | undefined {
  mkdirSync(dir);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir]);
  return status === 0 ? () => void execFileSync('umount', [dir]) : undefined;
}

const canMount = ((): boolean => {
  const { dir, remove } = createSqliteFile();
  const unmount = mountDisk(`${dir}/disk`);
  unmount?.();
  remove();
  return unmount !== undefined;
})();

let file: SqliteFile;

beforeEach(() => {
  file = createSqliteFile();
});

afterEach(async () => {
  await endSqliteProcesses();
  file.remove();
});

function isWhole(path: string): boolean {
  return readSqlite(path, 'PRAGMA integrity_check')[0]?.['integrity_check'] === 'ok';
}

function idsIn(path: string): unknown[] {
  return readSqlite(path, 'SELECT id FROM hooklatch_inbox ORDER BY id').map(({ id }) => id);
}

describe.each(Object.entries(sqliteClients))('%s', (_, connect) => {
  let client: SqliteClientLike;

  beforeEach(() => {
    client = connect(file.path);
  });

  afterEach(() => {
    client.close();
  });

  test('a full database refuses what does not fit, keeps the rest whole, and goes on once there is room', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    client.exec('PRAGMA max_page_count = 60');
    const results = await Promise.allSettled(
      Array.from({ length: 100 }, (__, at) => inbox.put(toMessage(`full-${at}`, 4000))),
    );
    // They came in one turn, so that all or none are kept.
    expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['rejected']));
    expect((await inbox.stats()).waiting).toBe(1);
    client.exec('PRAGMA max_page_count = 1000000');
    expect(await inbox.put(toMessage('full-1', 4000))).toBe('stored');
    expect(await inbox.put(toMessage('full-1', 4000))).toBe('duplicate');
    expect(isWhole(file.path)).toBe(true);
  });

  test('a database that can only be read for a while refuses, and goes on afterwards', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    client.exec('PRAGMA query_only = 1');
    await expect(inbox.put(toMessage('2'))).rejects.toThrow('readonly database');
    client.exec('PRAGMA query_only = 0');
    expect(await inbox.put(toMessage('2'))).toBe('stored');
  });

  test('a message that cannot be written does not take those of its turn with it', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    await inbox.put(toMessage('2'));
    await inbox.work([], { retry: { attempts: 1 }, onAttempt: false });
    await expect.poll(async () => (await inbox.stats()).dead, patience).toBe(2);
    client.exec(`CREATE TRIGGER stuck BEFORE UPDATE ON hooklatch_inbox WHEN OLD.id = '1'
      BEGIN SELECT RAISE(ABORT, 'stuck'); END`);
    const results = await Promise.allSettled([inbox.dead.discard('1'), inbox.dead.discard('2')]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect((await inbox.dead.list()).map(({ id }) => id)).toEqual(['1']);
    await inbox.close();
  });

  test('a database that was deleted while it was open keeps nothing, and is not made anew', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    const away = `${file.path}-away`;
    renameSync(file.path, away);
    await expect(inbox.put(toMessage('2'))).rejects.toThrow('deleted or replaced');
    await expect(inbox.replay('1')).rejects.toThrow('deleted or replaced');
    expect(existsSync(file.path)).toBe(false);
    renameSync(away, file.path);
    expect(await inbox.put(toMessage('3'))).toBe('stored');
    expect(isWhole(file.path)).toBe(true);
    expect(idsIn(file.path)).toEqual(expect.arrayContaining(['1', '3']));
  });

  test('a database in whose place there is another keeps nothing', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    renameSync(file.path, `${file.path}-away`);
    copyFileSync(`${file.path}-away`, file.path);
    await expect(inbox.put(toMessage('2'))).rejects.toThrow('deleted or replaced');
  });

  test('a database whose log was deleted keeps nothing', async () => {
    const inbox = sqliteInbox({ client });
    await inbox.put(toMessage('1'));
    rmSync(`${file.path}-wal`);
    await expect(inbox.put(toMessage('2'))).rejects.toThrow('app.db-wal has been deleted or replaced');
  });
});

test.runIf(canMount)('a full disk refuses what does not fit, and takes it once there is room', async () => {
  const disk = `${file.dir}/disk`;
  const unmount = mountDisk(disk);
  try {
    const path = `${disk}/app.db`;
    writeFileSync(`${disk}/ballast`, new Uint8Array(4 * 2 ** 20));
    const child = startSqliteProcess('put', path, 'disk');
    const isRejected = (line: string): boolean => line === 'rejected';
    const isAcknowledged = (line: string): boolean => line !== 'rejected';
    await child.until((lines) => lines.filter(isRejected).length >= 40);
    const before = child.lines.filter(isAcknowledged).length;
    rmSync(`${disk}/ballast`);
    await child.until((lines) => lines.filter(isAcknowledged).length > before + 100);
    child.kill('SIGKILL');
    await child.ended;
    const kept = new Set(idsIn(path));
    expect(isWhole(path)).toBe(true);
    expect(child.lines.filter((line) => isAcknowledged(line) && !kept.has(line))).toEqual([]);
  } finally {
    await endSqliteProcesses();
    unmount?.();
  }
});

describe('a file that cannot be used is refused when the inbox is made', () => {
  test('its directory is not there', () => {
    expect(() => sqliteInbox({ file: `${file.dir}/none/app.db` })).toThrow('unable to open database file');
  });

  test('it is no database', () => {
    writeFileSync(file.path, 'a text of more than sixteen bytes, which SQLite looks for'.repeat(20));
    expect(() => sqliteInbox({ file: file.path })).toThrow('file is not a database');
  });

  test.runIf(isRoot)('it may not be written', async () => {
    writeFileSync(file.path, '');
    chmodSync(file.path, 0o444);
    chmodSync(file.dir, 0o777);
    const child = startSqliteProcess('open', file.path, nobody);
    await child.ended;
    expect(child.lines).toEqual(['attempt to write a readonly database']);
  });

  test.runIf(isRoot)('its directory may not be written', async () => {
    chmodSync(file.dir, 0o555);
    const child = startSqliteProcess('open', file.path, nobody);
    await child.ended;
    expect(child.lines).toEqual(['unable to open database file']);
  });
});

test('a log that grows because somebody reads for long is warned of once, and cut when the reader has gone', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const inbox = sqliteInbox({ file: file.path });
  await inbox.put(toMessage('1'));
  const reader = startSqliteProcess('read', file.path);
  await reader.until((lines) => lines.includes('reading'));
  const size = (): number => statSync(`${file.path}-wal`).size;
  for (let count = 0; size() < 280 * 2 ** 20; count += 1) {
    expect(await inbox.put(toMessage(`large-${count}`, 16 * 2 ** 20))).toBe('stored');
  }
  expect(warn.mock.calls.map(([text]) => String(text))).toEqual([
    expect.stringMatching(/app\.db-wal has grown past 256 MiB: something reads the database for very long/),
  ]);
  reader.end();
  await reader.ended;
  for (let count = 0; count < 3; count += 1) await inbox.put(toMessage(`small-${count}`));
  expect(size()).toBeLessThan(64 * 2 ** 20 + 1);
  await inbox.close();
  warn.mockRestore();
}, 60_000);
