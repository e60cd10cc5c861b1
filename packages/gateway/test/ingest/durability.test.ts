import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import type { Delivery } from '@hooklatch/core';
import { deliver, openRequest } from '@hooklatch/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { openDatabase, type GatewayDatabase } from '../../src/lib/database/open-database.ts';
import { usePostgres } from '../../../../test/servers/use-postgres.ts';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { openStage } from './lib/open-stage.ts';
import { runChild } from './lib/run-child.ts';
import { until } from './lib/until.ts';

afterEach(() => vi.restoreAllMocks());

test('while another process has the lock nothing is acknowledged, and afterwards everything is', async () => {
  await using stage = await openStage();
  const endpoint = await stage.add();
  expect((await endpoint.deliver({ id: 'before' })).status).toBe(200);
  await using holder = await runChild('hold-lock.ts', stage.context.file ?? '');
  const answers = await Promise.all(['one', 'two', 'three'].map((id) => endpoint.deliver({ id })));
  for (const answer of answers) {
    expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
    expect(answer.body).toBe('{"status":503,"code":"inbox_unavailable"}');
  }
  // What is refused needs no database.
  expect((await endpoint.deliver({ secret: 'another secret than the right one' })).status).toBe(400);
  await holder.kill();
  expect((await endpoint.deliver({ id: 'one' })).status).toBe(200);
  const events = (await stage.log()).filter(({ outcome }) => outcome !== 'rejected');
  expect(events.map(({ event_id: id }) => id)).toEqual(['before', 'one']);
});

test('a disk that is full acknowledges nothing, and goes on once there is room', async () => {
  await using stage = await openStage();
  const endpoint = await stage.add();
  const prepare = DatabaseSync.prototype.prepare;
  let isFull = true;
  const full = Object.assign(new Error('database or disk is full'), {
    code: 'ERR_SQLITE_ERROR',
    errcode: 13,
  });
  vi.spyOn(DatabaseSync.prototype, 'exec').mockImplementation(function run(this: DatabaseSync, text: string) {
    if (isFull && text === 'COMMIT') throw full;
    prepare.call(this, text).run();
  });
  const [first, second] = await Promise.all([
    endpoint.deliver({ id: 'one' }),
    endpoint.deliver({ id: 'two' }),
  ]);
  expect([first.status, second.status]).toEqual([503, 503]);
  isFull = false;
  expect((await endpoint.deliver({ id: 'one' })).status).toBe(200);
  expect((await stage.log()).map(({ event_id: id, outcome }) => [id, outcome])).toEqual([
    ['one', 'verified'],
  ]);
});

test('a hundred deliveries at once are a few commits', async () => {
  await using stage = await openStage();
  const endpoint = await stage.add();
  await using child = await runChild('serve-door.ts', JSON.stringify({ file: stage.context.file }));
  const url = child.line + new URL(endpoint.url).pathname;
  const sign = (_: unknown, at: number): Promise<Delivery> => endpoint.sign({ id: `${at}`, payload: { at } });
  const [first, ...signed] = await Promise.all(Array.from({ length: 101 }, sign));
  // What is loaded at the first delivery.
  await deliver(url, first as Delivery);
  const open = signed.map(({ headers, body }) => {
    const length: [string, string] = ['content-length', `${body.length}`];
    return openRequest(url, [
      ...headers.entries(),
      length,
      ['expect', '100-continue'],
      ['connection', 'close'],
    ]);
  });
  // It has read every head.
  await Promise.all(open.map(({ socket }) => once(socket, 'data')));
  // It finds them all at once, however busy the machine is.
  child.process.kill('SIGSTOP');
  for (const [at, { socket }] of open.entries()) socket.write(signed[at]?.body ?? '');
  await until(() => open.every(({ socket }) => socket.writableLength === 0));
  child.process.kill('SIGCONT');
  const answers = await Promise.all(open.map(({ answered }) => answered));
  for (const { text } of answers) expect(text).toMatch(/^HTTP\/1\.1 100 [^]*HTTP\/1\.1 200 /);
  const commits = Number(await child.ask()) - 1;
  expect(commits).toBeGreaterThan(0);
  expect(commits).toBeLessThan(20);
  expect(await stage.log()).toHaveLength(101);
});

const server = usePostgres();

test.each([
  ['SQLite', async (file: string) => ({ file })],
  ['PostgreSQL', async () => ({ url: await createDatabase(server) })],
])(
  'kill -9 during ingest on %s: nothing that was acknowledged is missing',
  async (_name, toOrigin) => {
    await using maker = await openStage();
    const own = await toOrigin(maker.context.file ?? '');
    await using stage = await openStage({ origin: own });
    const endpoint = await stage.add();
    const path = new URL(endpoint.url).pathname;
    const acknowledged: string[] = [];
    let count = 0;
    for (let round = 0; round < 3; round += 1) {
      await using child = await runChild('serve-door.ts', JSON.stringify(own));
      const before = acknowledged.length;
      const over = new AbortController();
      const send = async (): Promise<void> => {
        while (!over.signal.aborted) {
          const id = `event-${(count += 1)}`;
          const signed = await endpoint.sign({ id, payload: { id } });
          const answer = await deliver(child.line + path, signed).catch(() => undefined);
          if (answer?.status === 200) acknowledged.push(id);
          else if (answer) expect(answer.status).toBe(503);
        }
      };
      const senders = Array.from({ length: 10 }, send);
      await until(() => acknowledged.length >= before + 100, 30_000);
      await child.kill();
      over.abort();
      await Promise.all(senders);
    }
    const kept = await idsOf(await openDatabase(own));
    expect(acknowledged.length).toBeGreaterThan(299);
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
  },
  60_000,
);

async function idsOf(database: GatewayDatabase): Promise<ReadonlySet<string | null>> {
  try {
    const rows = await database.db
      .selectFrom('events')
      .innerJoin('contents', 'contents.seq', 'events.seq')
      .innerJoin('event_keys', 'event_keys.event', 'events.id')
      .select('events.event_id')
      .execute();
    return new Set(rows.map(({ event_id: id }) => id));
  } finally {
    await database.close();
  }
}

test('while PostgreSQL does not answer nothing is acknowledged, and afterwards it is', async () => {
  await using stage = await openStage({ origin: { url: await createDatabase(server) } });
  const endpoint = await stage.add();
  const lock = await stage.context.pool?.connect();
  await lock?.query('BEGIN; LOCK TABLE events IN ACCESS EXCLUSIVE MODE');
  const [one, two] = await Promise.all([endpoint.deliver({ id: 'one' }), endpoint.deliver({ id: 'two' })]);
  expect([one.status, two.status]).toEqual([503, 503]);
  await lock?.query('ROLLBACK');
  lock?.release();
  // What was not acknowledged may be there all the same; it is recognised then.
  expect((await endpoint.deliver({ id: 'one' })).status).toBe(200);
  expect(
    (await stage.log()).filter(({ event_id: id, outcome }) => id === 'one' && outcome === 'verified'),
  ).toHaveLength(1);
});
