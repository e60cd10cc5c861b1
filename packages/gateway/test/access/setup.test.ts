import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createSetupToken } from '../../src/lib/access/setup.ts';
import { cookieOf, openStage, password } from './open-stage.ts';

const owner = { email: 'Owner@Example.com', name: 'Olga', password };

test('the setup token makes the first owner, who is signed in', async () => {
  await using stage = await openStage();
  const before = await stage.ask('/session');
  expect(before.json).toMatchObject({ user: null, isSetUp: false, ingestUrl: '', warnings: [] });
  const answer = await stage.ask('/setup', { method: 'POST', body: { ...owner, token: stage.setupToken } });
  expect(answer).toMatchObject({
    status: 201,
    json: { isSetUp: true, user: { email: 'owner@example.com', role: 'owner' } },
  });
  const after = await stage.ask('/session', { cookie: cookieOf(answer) });
  expect(after.json).toMatchObject({ user: { name: 'Olga' }, isSetUp: true, warnings: ['a warning'] });
});

test('the setup token is good for once, and no other is made', async () => {
  await using stage = await openStage();
  const first = { ...owner, email: 'first@example.com', token: stage.setupToken };
  expect((await stage.ask('/setup', { method: 'POST', body: first })).status).toBe(201);
  const again = { ...owner, email: 'second@example.com', token: stage.setupToken };
  expect(await stage.ask('/setup', { method: 'POST', body: again })).toMatchObject({
    status: 409,
    json: { code: 'already_set_up' },
  });
  expect(await createSetupToken(stage.context)).toBeUndefined();
});

test('of several at once with the token one is the owner', async () => {
  await using stage = await openStage();
  const answers = await Promise.all(
    [1, 2, 3].map((number) =>
      stage.ask('/setup', {
        method: 'POST',
        body: { ...owner, email: `owner${number}@example.com`, token: stage.setupToken },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  expect(await stage.context.db.selectFrom('users').select('id').execute()).toHaveLength(1);
});

test('another token is refused, and makes nobody', async () => {
  await using stage = await openStage();
  const body = { ...owner, email: 'a@example.com', token: `${stage.setupToken.slice(0, -1)}!` };
  expect(await stage.ask('/setup', { method: 'POST', body })).toMatchObject({
    status: 403,
    json: { code: 'setup_token_invalid' },
  });
  expect(await stage.context.db.selectFrom('users').select('id').execute()).toEqual([]);
});

test('the setup token is guessed 10 times in 15 minutes at the most', async () => {
  await using stage = await openStage();
  const body = { ...owner, email: 'a@example.com', token: 'guess' };
  const statuses: number[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (let at = 0; at < 11; at += 1)
    statuses.push((await stage.ask('/setup', { method: 'POST', body })).status);
  expect(statuses).toEqual([...Array<number>(10).fill(403), 429]);
});

test('what an earlier start has printed is worth nothing any more', async () => {
  await using stage = await openStage();
  const next = await createSetupToken(stage.context);
  const body = { ...owner, email: 'a@example.com' };
  expect(
    (await stage.ask('/setup', { method: 'POST', body: { ...body, token: stage.setupToken } })).status,
  ).toBe(403);
  expect((await stage.ask('/setup', { method: 'POST', body: { ...body, token: next } })).status).toBe(201);
});

test('the database has the hash of the token, and after the setup not even that', async () => {
  await using stage = await openStage();
  const names = async (): Promise<string> =>
    JSON.stringify(await stage.context.db.selectFrom('settings').selectAll().execute());
  expect(await names()).toContain(createHash('sha256').update(stage.setupToken).digest('hex'));
  expect(await names()).not.toContain(stage.setupToken);
  const body = { ...owner, email: 'a@example.com', token: stage.setupToken };
  expect((await stage.ask('/setup', { method: 'POST', body })).status).toBe(201);
  expect(await names()).not.toContain('setup_token');
});

test.each([
  ['a short password', { password: 'short' }, 'body.password'],
  ['no address', { email: 'nobody' }, 'body.email'],
  ['an empty name', { name: ' ' }, 'body.name'],
])('%s is refused by its field', async (_name, wrong, field) => {
  await using stage = await openStage();
  const body = { email: 'a@example.com', name: 'A', password, token: stage.setupToken, ...wrong };
  expect(await stage.ask('/setup', { method: 'POST', body })).toMatchObject({
    status: 422,
    headers: { 'content-type': 'application/problem+json' },
    json: { code: 'invalid', errors: [{ field }] },
  });
});
