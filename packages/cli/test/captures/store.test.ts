import { fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { toFilter } from '@hooklatch/relay/filter';
import { expect, onTestFinished, test } from 'vitest';
import { pageQuery } from '../../src/lib/captures/capture-pages.ts';
import { openCaptures, type CaptureStoreOptions } from '../../src/lib/captures/capture-store.ts';
import { capturesFile } from '../../src/lib/captures/captures-file.ts';
import type { CapturedRequest, Verdict } from '../../src/lib/captures/capture.ts';
import type { CaptureStore } from '../../src/lib/captures/store.ts';
import { scratch, until } from '../listen/stage.ts';

const unchecked: Verdict = { outcome: 'unchecked' };
const toRequest = (target: string, body: string | Uint8Array = '{}'): CapturedRequest => ({
  method: 'POST',
  target,
  headers: [
    ['X-A', '1'],
    ['x-a', '\xe9'],
  ],
  body: Buffer.from(body as string),
});
function open(
  file: string = join(scratch(), 'captures.db'),
  options: CaptureStoreOptions = {},
): CaptureStore {
  const store = openCaptures(file, options);
  onTestFinished(() => store.close());
  return store;
}
const fill = (store: CaptureStore, count: number): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, at) => store.add(toRequest(`/${at}`), unchecked)));

test('a request comes back byte for byte, with its pairs, verdict and answers', async () => {
  const store = open();
  const body = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const verdict: Verdict = {
    outcome: 'refused',
    code: 'signature_mismatch',
    hint: 'x\u0000y',
    provider: 'clerk',
  };
  const { id } = await store.add(toRequest('/a?b=%20', body), verdict, 1_795_000_000_000);
  await store.answer(id, { at: 5, milliseconds: 1.5, to: 'http://localhost:1/', error: 'ECONNREFUSED' });
  const headers = [
    ['Set-Cookie', 'a'],
    ['set-cookie', 'b'],
  ] as const;
  const large = Buffer.alloc(70_000, 1);
  await store.answer(id, {
    at: 6,
    milliseconds: 2,
    to: 'http://localhost:1/',
    status: 200,
    headers,
    body: large,
    isResigned: true,
  });
  const capture = store.get(id);
  expect(capture).toMatchObject({
    ...toRequest('/a?b=%20', body),
    body: expect.anything() as unknown,
    id,
    verdict,
    receivedAt: 1_795_000_000_000,
  });
  expect(Buffer.from(capture?.body ?? []).equals(body)).toBe(true);
  expect(
    capture?.answers.map(({ attempt, status, error, isResigned }) => [attempt, status ?? error, isResigned]),
  ).toEqual([
    [1, 'ECONNREFUSED', undefined],
    [2, 200, true],
  ]);
  expect(capture?.answers[1]?.headers).toEqual(headers);
  expect(capture?.answers[1]?.body).toHaveLength(65_536);
  expect(store.list()[0]).toMatchObject({ id, bytes: 256, attempts: 2, answer: { attempt: 2, status: 200 } });
  expect(await store.answer('cap_gone', { at: 1, milliseconds: 1, to: '' })).toBeUndefined();
});

test('10,000 captures: pages come newest first, each once, and a page reads as many rows as it shows', async () => {
  const store = open();
  await fill(store, 10_000);
  const seen: string[] = [];
  for (let before: string | undefined; ;) {
    const page = store.list({ limit: 500, ...(before !== undefined && { before }) });
    if (page.length === 0) break;
    seen.push(...page.map(({ id }) => id));
    before = page.at(-1)?.id;
  }
  expect(new Set(seen).size).toBe(10_000);
  expect(seen).toEqual(seen.toSorted().toReversed());
  expect(store.list({ after: seen[3] as string }).map(({ id }) => id)).toEqual(seen.slice(0, 3));
  const database = new DatabaseSync(store.file, { readOnly: true });
  const plan = database.prepare(`EXPLAIN QUERY PLAN ${pageQuery}`).all('cap_~', 'cap_', 100);
  database.close();
  const steps = plan.map(({ detail }) => String(detail));
  // No scan, no sorting, and no look at the bytes.
  expect(steps).toEqual([
    expect.stringMatching(/^SEARCH captures USING INDEX .*\(id>\? AND id<\?\)$/),
    expect.stringMatching(/^SEARCH answers USING PRIMARY KEY \(seq=\? AND attempt=\?\)/),
  ]);
});

test('a filter finds what is far back', async () => {
  const store = open();
  await store.add(toRequest('/old', '{"type":"invoice.paid","amount":5}'), unchecked);
  await fill(store, 450);
  const filter = toFilter('type=invoice.* body.amount>=5');
  expect(store.list({ filter }).map(({ target }) => target)).toEqual(['/old']);
  expect(store.list({ filter: toFilter('method=POST'), limit: 7 })).toHaveLength(7);
});

test('ids sort by time, and are found by beginning, by end, and from the last one back', async () => {
  const store = open();
  const first = await store.add(toRequest('/1'), unchecked, 1000);
  const second = await store.add(toRequest('/2'), unchecked, 1000);
  const third = await store.add(toRequest('/3'), unchecked, 2_000_000_000_000);
  expect([third.id, first.id, second.id].toSorted()).toEqual([first.id, second.id, third.id]);
  expect(store.get(third.id.slice(0, 9))?.id).toBe(third.id);
  expect(store.get(second.id.slice(-6))?.id).toBe(second.id);
  expect([store.get('last')?.id, store.get('last~2')?.id, store.get('last~3')]).toEqual([
    third.id,
    first.id,
    undefined,
  ]);
  expect(() => store.get(first.id.slice(0, 10))).toThrow('Several captures');
  expect([store.get('%%%'), store.get('___'), store.get('')]).toEqual([undefined, undefined, undefined]);
});

test('the oldest go where there are more than are kept, or more bytes', async () => {
  const store = open(undefined, { keep: 5 });
  for (let at = 0; at < 12; at += 1) await store.add(toRequest(`/${at}`), unchecked);
  expect(store.list().map(({ target }) => target)).toEqual(['/11', '/10', '/9', '/8', '/7']);
  expect([store.prune(2), store.count(), store.get('last~1')?.target]).toEqual([3, 2, '/10']);
  const small = open(undefined, { keepBytes: 1000 });
  for (let at = 0; at < 5; at += 1) await small.add(toRequest(`/${at}`, Buffer.alloc(400)), unchecked);
  expect(small.list().map(({ target }) => target)).toEqual(['/4', '/3']);
  await small.add(toRequest('/large', Buffer.alloc(5000)), unchecked);
  expect(small.list().map(({ target }) => target)).toEqual(['/large']);
});

test('several processes write into one file, and each sees what the others wrote', async () => {
  const store = open();
  let changes = 0;
  store.watch(() => (changes += 1));
  const writer = fileURLToPath(new URL('writer.ts', import.meta.url));
  const children = [1, 2].map(() =>
    fork(writer, [store.file], { execArgv: ['--conditions=@hooklatch/source'] }),
  );
  onTestFinished(() => void children.map((child) => child.kill()));
  const ends = children.map((child) => once(child, 'exit'));
  await Promise.all([fill(store, 200), ...ends]);
  expect(children.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(store.count()).toBe(600);
  const before = changes;
  const other = open(store.file);
  await other.add(toRequest('/other'), unchecked);
  await until(() => changes > before, 'the change of the other was not seen');
  expect(store.get('last')?.target).toBe('/other');
});

test('the file is for its owner alone, keeps itself out of git, and what was removed is not in it', async () => {
  const project = scratch();
  writeFileSync(join(project, 'package.json'), '{}');
  mkdirSync(join(project, 'src'));
  const file = capturesFile(join(project, 'src'));
  expect(file).toBe(join(project, '.hooklatch', 'captures.db'));
  const store = open(file);
  const { id } = await store.add(toRequest('/', '{"email":"ada@example.com"}'), unchecked);
  expect(readFileSync(join(project, '.hooklatch', '.gitignore'), 'utf8')).toBe('*\n');
  for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777).toBe(0o600);
  expect(store.remove([id])).toBe(1);
  const left = [file, `${file}-wal`]
    .filter((name) => existsSync(name))
    .map((name) => readFileSync(name, 'latin1'));
  expect(left.join('')).not.toContain('ada@example.com');
});

test.each([
  ['a database of another program', 'CREATE TABLE users (id)', 'captures_foreign'],
  ['a file of a newer hooklatch', 'PRAGMA user_version = 99', 'captures_newer'],
])('%s is left as it is', async (_name, sql, code) => {
  const file = join(scratch(), 'a.db');
  if (code === 'captures_newer') await openCaptures(file).close();
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  const before = readFileSync(file);
  expect(() => openCaptures(file)).toThrow(expect.objectContaining({ code }));
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('what is no database, and what is not there, is told', () => {
  const file = join(scratch(), 'a.txt');
  expect(() => openCaptures(file, { mustExist: true })).toThrow(
    expect.objectContaining({ code: 'no_captures' }),
  );
  writeFileSync(file, 'x'.repeat(4096));
  expect(() => openCaptures(file)).toThrow(expect.objectContaining({ code: 'captures_unreadable' }));
});
