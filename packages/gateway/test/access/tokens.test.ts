import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import { openStage, type Stage } from './open-stage.ts';

const time = Date.UTC(2026, 10, 22);

const statusOf = async (stage: Stage, token: string, path = '/settings'): Promise<number> =>
  (await ask(`${stage.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).status;

test('a token is shown once, and its hash alone is kept', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const token = await stage.createToken(cookie, ['read']);
  expect(token).toMatch(/^gw_[\w-]{43}$/);
  const listed = await stage.ask('/tokens', { cookie });
  expect(listed.json['items']).toMatchObject([
    { name: 'a token', scopes: ['read'], lastUsedAt: null, expiresAt: null },
  ]);
  expect(listed.text).not.toContain(token);
  const kept = JSON.stringify(await stage.context.db.selectFrom('tokens').selectAll().execute());
  expect(kept).not.toContain(token);
  expect(kept).toContain(createHash('sha256').update(token).digest('hex'));
});

test('a token does what its scopes say, and no more', async () => {
  await using stage = await openStage();
  const token = await stage.createToken(await stage.setUp(), ['read']);
  expect(await statusOf(stage, token)).toBe(200);
  expect(await statusOf(stage, token, '/users')).toBe(403);
});

test('a token says when it was used last', async () => {
  await using stage = await openStage({ time });
  const cookie = await stage.setUp();
  const token = await stage.createToken(cookie, ['read']);
  stage.context.pass(5000);
  await statusOf(stage, token);
  expect((await stage.ask('/tokens', { cookie })).json['items']).toMatchObject([{ lastUsedAt: time + 5000 }]);
});

test('a token that was deleted is refused at once', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const token = await stage.createToken(cookie, ['read']);
  const { json } = await stage.ask('/tokens', { cookie });
  const [{ id } = { id: '' }] = json['items'] as readonly { id: string }[];
  expect((await stage.ask(`/tokens/${id}`, { method: 'DELETE', cookie })).status).toBe(204);
  expect(await statusOf(stage, token)).toBe(401);
});

test('a token that has expired is refused', async () => {
  await using stage = await openStage({ time });
  const cookie = await stage.setUp();
  const body = { name: 'short', scopes: ['read'], expiresAt: time + 60_000 };
  const { json } = await stage.ask('/tokens', { method: 'POST', cookie, body });
  expect(await statusOf(stage, json['token'] as string)).toBe(200);
  stage.context.pass(60_000);
  expect(await statusOf(stage, json['token'] as string)).toBe(401);
});

test('nobody gives what he has not', async () => {
  await using stage = await openStage();
  const token = await stage.createToken(await stage.setUp(), ['admin']);
  const give = (scopes: readonly string[]): Promise<{ status: number }> =>
    ask(`${stage.url}/api/v1/tokens`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: { name: 'more', scopes },
    });
  expect((await give(['admin'])).status).toBe(201);
  expect((await give(['admin', 'replay'])).status).toBe(403);
});

test.each([
  ['no scope', { scopes: [] }],
  ['an unknown scope', { scopes: ['everything'] }],
  ['a time that has gone', { expiresAt: 1 }],
])('%s is refused', async (_name, wrong) => {
  await using stage = await openStage();
  const body = { name: 'a', scopes: ['read'], ...wrong };
  expect((await stage.ask('/tokens', { method: 'POST', cookie: await stage.setUp(), body })).status).toBe(
    422,
  );
});

test.each(['', 'gw_', 'gw_short', 'x'.repeat(300), 'gw_%00'])('%j is no token', async (token) => {
  await using stage = await openStage();
  await stage.setUp();
  expect(await statusOf(stage, token)).toBe(401);
});
