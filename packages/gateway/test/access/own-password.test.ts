import { expect, test } from 'vitest';
import type { Role } from '../../src/lib/access/roles.ts';
import type { Answered } from './ask.ts';
import { cookieOf, openStage, password, type Stage } from './open-stage.ts';

const next = 'another password entirely';

const change = (stage: Stage, cookie: string, given: object = {}): Promise<Answered> =>
  stage.ask('/session/password', {
    method: 'POST',
    cookie,
    body: { current: password, password: next, ...given },
  });

const logIn = (stage: Stage, email: string, given: string): Promise<Answered> =>
  stage.ask('/session', { method: 'POST', body: { email, password: given } });

const isKnown = async (stage: Stage, cookie: string): Promise<boolean> =>
  (await stage.ask('/settings', { cookie })).status === 200;

test.each<Role>(['owner', 'viewer'])(
  '%s: changes his own password, and stays signed in here alone',
  async (role) => {
    await using stage = await openStage();
    const owner = await stage.setUp();
    const here = role === 'owner' ? owner : await stage.signIn(role);
    const elsewhere = cookieOf(await logIn(stage, `${role}@example.com`, password));
    expect(await isKnown(stage, elsewhere)).toBe(true);
    const answer = await change(stage, here);
    expect(answer).toMatchObject({ status: 200, json: { user: { role, email: `${role}@example.com` } } });
    const renewed = cookieOf(answer);
    expect(await Promise.all([here, elsewhere, renewed].map((each) => isKnown(stage, each)))).toEqual([
      false,
      false,
      true,
    ]);
    expect((await logIn(stage, `${role}@example.com`, password)).status).toBe(401);
    expect((await logIn(stage, `${role}@example.com`, next)).status).toBe(201);
  },
);

test.each([
  ['the current password is another one', { current: 'not this one' }, 422, 'password_wrong'],
  ['the current password is empty', { current: '' }, 422, 'password_wrong'],
  ['the new password is short', { password: 'short' }, 422, 'invalid'],
])('nothing is changed where %s', async (_name, given, status, code) => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  expect(await change(stage, cookie, given)).toMatchObject({ status, json: { code } });
  expect(await isKnown(stage, cookie)).toBe(true);
  expect((await logIn(stage, 'owner@example.com', password)).status).toBe(201);
});

test('the current password is guessed as seldom as at the login, and both are counted together', async () => {
  await using stage = await openStage({ time: Date.UTC(2026, 10, 22) });
  await stage.setUp();
  const cookie = await stage.signIn('viewer');
  const guesses = Array.from({ length: 10 }, () => change(stage, cookie, { current: 'wrong' }));
  expect((await Promise.all(guesses)).map(({ status }) => status)).toEqual(Array<number>(10).fill(422));
  expect(await change(stage, cookie)).toMatchObject({
    status: 429,
    json: { code: 'too_many_attempts' },
    headers: { 'retry-after': '900' },
  });
  expect((await logIn(stage, 'viewer@example.com', password)).status).toBe(429);
});

test('a token has no password, and nobody needs to be signed in for none', async () => {
  await using stage = await openStage();
  const owner = await stage.setUp();
  const token = await stage.createToken(owner, ['read', 'write', 'admin']);
  const asked = { method: 'POST', body: { current: password, password: next } };
  const headers = { authorization: `Bearer ${token}` };
  expect((await stage.ask('/session/password', { ...asked, headers })).status).toBe(403);
  expect((await stage.ask('/session/password', asked)).status).toBe(401);
});

test('who changes a password twice at once has one of the two', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const answers = await Promise.all([change(stage, cookie), change(stage, cookie)]);
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

test('the audit says who, from where, and no password', async () => {
  await using stage = await openStage();
  const owner = await stage.setUp();
  await change(stage, await stage.signIn('member'));
  const { json, text } = await stage.ask('/audit', { cookie: owner });
  expect(json['items']).toMatchObject([
    { action: 'password.change', actorName: 'member', detail: { address: '127.0.0.1' } },
  ]);
  expect(text).not.toContain(password);
  expect(text).not.toContain(next);
});

test('a page that looks on is told that its session has ended', async () => {
  await using stage = await openStage();
  await stage.setUp();
  const here = await stage.signIn('viewer');
  const elsewhere = cookieOf(await logIn(stage, 'viewer@example.com', password));
  const stream = stage.ask('/stream', { cookie: elsewhere });
  await expect.poll(() => stage.ask('/settings', { cookie: elsewhere })).toMatchObject({ status: 200 });
  expect((await change(stage, here)).status).toBe(200);
  expect((await stream).status).toBe(200);
});
