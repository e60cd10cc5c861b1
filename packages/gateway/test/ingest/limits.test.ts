import { openRequest, send } from '@hooklatch/testing';
import { expect, test } from 'vitest';
import { doorWarnings } from '../../src/lib/ingest/door-warnings.ts';
import { openStage, post } from './lib/open-stage.ts';
import { until } from './lib/until.ts';

test('of one address so many refused deliveries are kept in a minute; others are answered, and counted', async () => {
  const time = Date.UTC(2026, 10, 22, 12);
  const stage = await openStage({ time, settings: { rejectionsPerMinute: 3 } });
  const { url, row, deliver } = await stage.add();
  for (let at = 0; at < 5; at += 1) expect((await post(url, `${at}`)).status).toBe(400);
  expect((await deliver()).status).toBe(200);
  await until(async () => (await stage.log()).length === 4);
  stage.context.pass(60_000);
  expect((await post(url, 'later')).status).toBe(400);
  await until(async () => (await stage.log()).length === 5);
  // What is not written yet is written at a stop.
  await stage.door.stop(1000);
  const minutes = await stage.context.db
    .selectFrom('minutes')
    .selectAll()
    .where('span', '=', 1)
    .orderBy('metric')
    .execute();
  const minute = time / 60_000;
  expect(minutes).toEqual([
    { span: 1, minute, metric: 'received', subject: row.id, count: 2 },
    { span: 1, minute, metric: 'rejected:signature_missing', subject: row.id, count: 2 },
  ]);
  await stage.context[Symbol.asyncDispose]();
});

test('of what nobody has proved a mebibyte is kept', async () => {
  await using stage = await openStage();
  const { url } = await stage.add();
  await post(url, new Uint8Array(2 ** 20 + 5));
  const [row] = await stage.logOf(1);
  expect([row?.bytes, row?.body.length]).toEqual([2 ** 20 + 5, 2 ** 20]);
});

test('what does not fit into memory is asked for again, and the memory comes back', async () => {
  await using stage = await openStage({ settings: { maxBufferedBytes: 100_000, bodyTimeoutMs: 5000 } });
  const { url, deliver } = await stage.add();
  const slow = openRequest(url, [['content-length', '90000']]);
  slow.socket.write('x'.repeat(80_000));
  const large = 'x'.repeat(60_000);
  await until(async () => (await deliver({ body: large })).status === 503);
  const answer = await deliver({ body: large });
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect(answer.body).toBe('{"status":503,"code":"over_capacity"}');
  expect((await deliver({ body: 'small' })).status).toBe(200);
  slow.socket.destroy();
  await until(async () => (await deliver({ body: large })).status === 200);
});

test('a stop finishes what has begun, and takes nothing more', async () => {
  const stage = await openStage();
  const { url, sign, row } = await stage.add();
  const { headers, body } = await sign({ body: 'begun' });
  const begun = openRequest(url, [...headers.entries(), ['content-length', String(body.length)]]);
  await until(async () => begun.socket.readyState === 'open');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const stopped = stage.door.stop(3000);
  begun.socket.write(body);
  expect((await begun.answered).status).toBe(200);
  await stopped;
  await expect(send(url, { body })).rejects.toThrow(/ECONNREFUSED/);
  expect(await stage.log()).toMatchObject([{ endpoint_id: row.id, outcome: 'verified' }]);
  await stage.context[Symbol.asyncDispose]();
});

test('a stop does not wait for who never comes to an end', async () => {
  const stage = await openStage();
  const { url } = await stage.add();
  const { socket } = openRequest(url, [['content-length', '100']]);
  await until(async () => socket.readyState === 'open');
  const started = performance.now();
  await stage.door.stop(200);
  expect(performance.now() - started).toBeLessThan(3000);
  socket.destroy();
  await stage.context[Symbol.asyncDispose]();
});

test.each([
  ['https', { publicUrl: 'https://a.example', ingestHost: '0.0.0.0' }, 0],
  ['http', { publicUrl: 'http://a.example', ingestHost: '0.0.0.0' }, 1],
  ['the loopback interface', { ingestHost: '127.0.0.1' }, 0],
  ['every interface', { ingestHost: '0.0.0.0' }, 1],
])('who comes over plain HTTP is warned of: %s', (_name, settings, count) => {
  expect(doorWarnings(settings)).toHaveLength(count);
});
