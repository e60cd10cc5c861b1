import { Hono } from 'hono';
import { expect, test } from 'vitest';
import type { ApiEnv } from '../../src/lib/api/api.ts';
import { replayAnswer } from '../../src/lib/api/replay-answer.ts';
import { openStage, type Stage } from '../access/open-stage.ts';
import type { Answered } from '../access/ask.ts';

const time = Date.UTC(2026, 10, 22);
const body = { name: 'a token', scopes: ['read'] };

const create = (stage: Stage, cookie: string, key: string, given: object = body): Promise<Answered> =>
  stage.ask('/tokens', { method: 'POST', cookie, headers: { 'idempotency-key': key }, body: given });

const count = async (stage: Stage): Promise<number> =>
  (await stage.context.db.selectFrom('tokens').select('id').execute()).length;

test('a POST that is sent twice with one key is done once, and answered the same', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const first = await create(stage, cookie, 'k1');
  const second = await create(stage, cookie, 'k1');
  expect(second).toMatchObject({
    status: 201,
    text: first.text,
    headers: { 'idempotency-replayed': 'true' },
  });
  expect(first.headers['idempotency-replayed']).toBeUndefined();
  expect(await count(stage)).toBe(1);
});

test('of many at once with one key one is done', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const answers = await Promise.all(Array.from({ length: 8 }, () => create(stage, cookie, 'k1')));
  expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  expect(await count(stage)).toBe(1);
});

test('a key that comes with another request is refused', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  await create(stage, cookie, 'k1');
  expect(await create(stage, cookie, 'k1', { ...body, name: 'other' })).toMatchObject({
    status: 422,
    json: { code: 'idempotency_key_reused' },
  });
});

test('a key is its sender’s: another may have the same', async () => {
  await using stage = await openStage();
  const first = await stage.setUp();
  const second = await stage.signIn('owner', 'second@example.com');
  await create(stage, first, 'k1');
  expect((await create(stage, second, 'k1')).headers['idempotency-replayed']).toBeUndefined();
  expect(await count(stage)).toBe(2);
});

test('what was refused may be sent again with the same key', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  expect((await create(stage, cookie, 'k1', { name: '' })).status).toBe(422);
  expect((await create(stage, cookie, 'k1')).status).toBe(201);
});

test('an answer is kept for 24 hours', async () => {
  await using stage = await openStage({ time });
  const cookie = await stage.setUp();
  await create(stage, cookie, 'k1');
  stage.context.pass(6 * 3_600_000);
  expect((await create(stage, cookie, 'k1')).headers['idempotency-replayed']).toBe('true');
  await stage.context.db
    .updateTable('sessions')
    .set({ seen_at: time + 24 * 3_600_000 })
    .execute();
  stage.context.pass(18 * 3_600_000);
  expect((await create(stage, cookie, 'k1')).headers['idempotency-replayed']).toBeUndefined();
});

test('the database does not show what was answered', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const { json } = await create(stage, cookie, 'k1');
  const rows = await stage.context.db.selectFrom('kept_answers').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(Buffer.from(rows[0]?.answer ?? []).includes(json['token'] as string)).toBe(false);
});

test('an answer without a body is given again', async () => {
  await using stage = await openStage();
  const app = new Hono<ApiEnv>();
  app.use(async (c, next) => {
    c.set('actor', { id: 'usr_1' } as ApiEnv['Variables']['actor']);
    await next();
  });
  app.use(replayAnswer(stage.context));
  app.post('/done', (c) => c.body(null, 204));
  const send = async () => app.request('/done', { method: 'POST', headers: { 'idempotency-key': 'k1' } });
  expect((await send()).status).toBe(204);
  const again = await send();
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([204, 'true']);
});
