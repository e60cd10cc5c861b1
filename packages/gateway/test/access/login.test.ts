import { expect, test } from 'vitest';
import { createLoginLimit } from '../../src/lib/access/login-limit.ts';
import { sessionIdleMs, sessionMs } from '../../src/lib/access/sessions.ts';
import { cookieOf, openStage, password, type Stage } from './open-stage.ts';
import type { Answered } from './ask.ts';

const email = 'owner@example.com';
const time = Date.UTC(2026, 10, 22);

const logIn = (stage: Stage, given: object = {}): Promise<Answered> =>
  stage.ask('/session', { method: 'POST', body: { email, password, ...given } });

const isKnown = async (stage: Stage, cookie: string): Promise<boolean> =>
  (await stage.ask('/users', { cookie })).status === 200;

test.each([
  ['the password', {}, 201],
  ['the address in other letters', { email: 'OWNER@example.com' }, 201],
  ['another password', { password: 'something else' }, 401],
  ['an unknown address', { email: 'nobody@example.com' }, 401],
  ['an empty password', { password: '' }, 401],
])('%s is answered as it is', async (_name, given, status) => {
  await using stage = await openStage();
  await stage.setUp();
  expect((await logIn(stage, given)).status).toBe(status);
});

test('an unknown address and another password are answered with the same bytes', async () => {
  await using stage = await openStage();
  await stage.setUp();
  const [unknown, wrong] = [
    await logIn(stage, { email: 'nobody@example.com' }),
    await logIn(stage, { password: 'x' }),
  ];
  expect(unknown.text).toBe(wrong.text);
});

test('over plain HTTP on this machine the cookie has the name of the port', async () => {
  await using stage = await openStage();
  await stage.setUp();
  const [cookie] = (await logIn(stage)).headers['set-cookie'] ?? [];
  expect(cookie).toMatch(
    new RegExp(
      `^hooklatch-gateway-${stage.port}=[\\w-]{43}; Max-Age=2592000; Path=/; HttpOnly; SameSite=Lax$`,
    ),
  );
});

test('over HTTPS the cookie is __Host-, secure, and for this host alone', async () => {
  await using stage = await openStage({ settings: { dashboardUrl: 'https://gateway.example.com' } });
  const headers = { host: 'gateway.example.com', origin: 'https://gateway.example.com' };
  const body = { token: stage.setupToken, email, name: 'Olga', password };
  const answer = await stage.ask('/setup', { method: 'POST', headers, body });
  const [cookie] = answer.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(
    /^__Host-hooklatch-gateway=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  expect((await stage.ask('/users', { headers, cookie: cookieOf(answer) })).status).toBe(200);
});

test('a user is guessed 10 times in 15 minutes at the most, also with the right password', async () => {
  await using stage = await openStage({ time });
  await stage.setUp();
  const wrong = await Promise.all(Array.from({ length: 10 }, () => logIn(stage, { password: 'wrong' })));
  expect(wrong.map(({ status }) => status)).toEqual(Array<number>(10).fill(401));
  const locked = await logIn(stage);
  expect(locked).toMatchObject({
    status: 429,
    json: { code: 'too_many_attempts' },
    headers: { 'retry-after': '900' },
  });
  stage.context.pass(15 * 60_000);
  expect((await logIn(stage)).status).toBe(201);
});

test.each([
  ['one address, many users', (at: number) => ['203.0.113.7', `user${at}@example.com`], 20],
  ['one user, many addresses', (at: number) => [`203.0.113.${at}`, email], 10],
  ['one network of IPv6, many users', (at: number) => [`2001:db8:1:2::${at}`, `user${at}@example.com`], 20],
  ['many addresses, many users', (at: number) => [`203.0.113.${at}`, `user${at}@example.com`], 50],
] as const)('%s', (_name, from, most) => {
  const limit = createLoginLimit(() => time);
  const isLetIn = (at: number): boolean => {
    const [address = '', user = ''] = from(at);
    try {
      limit.attempt(address, user);
      return true;
    } catch {
      return false;
    }
  };
  const letIn = Array.from({ length: 50 }, (_, at) => isLetIn(at)).filter(Boolean);
  expect(letIn).toHaveLength(most);
});

test('what was a good login is not counted', () => {
  const limit = createLoginLimit(() => time);
  for (let at = 0; at < 100; at += 1) limit.attempt('203.0.113.7', email)();
  expect(() => limit.attempt('203.0.113.7', email)).not.toThrow();
});

test('a session that is not used for 12 hours has ended', async () => {
  await using stage = await openStage({ time });
  const cookie = await stage.setUp();
  stage.context.pass(sessionIdleMs - 60_000);
  expect(await isKnown(stage, cookie)).toBe(true);
  stage.context.pass(sessionIdleMs - 60_000);
  expect(await isKnown(stage, cookie)).toBe(true);
  stage.context.pass(sessionIdleMs);
  expect(await isKnown(stage, cookie)).toBe(false);
});

test('a session that is used all the time ends after 30 days', async () => {
  await using stage = await openStage({ time });
  const cookie = await stage.setUp();
  for (let passed = 0; passed < sessionMs - sessionIdleMs; passed += sessionIdleMs / 2) {
    stage.context.pass(sessionIdleMs / 2);
    // oxlint-disable-next-line no-await-in-loop
    if (!(await isKnown(stage, cookie))) expect.fail(`it ended after ${passed} ms`);
  }
  stage.context.pass(sessionIdleMs / 2);
  expect(await isKnown(stage, cookie)).toBe(true);
  stage.context.pass(sessionIdleMs / 2);
  expect(await isKnown(stage, cookie)).toBe(false);
});

test('logging out ends the session, and takes the cookie away', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const answer = await stage.ask('/session', { method: 'DELETE', cookie });
  expect(answer.status).toBe(204);
  expect(answer.headers['set-cookie']?.[0]).toMatch(/=; Max-Age=0;/);
  expect(await isKnown(stage, cookie)).toBe(false);
});

test('the database has the hash of the session alone, and scrypt of the password', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const { db } = stage.context;
  const kept = JSON.stringify([
    await db.selectFrom('sessions').selectAll().execute(),
    await db.selectFrom('users').selectAll().execute(),
  ]);
  expect(kept).not.toContain(cookie.split('=')[1]);
  expect(kept).not.toContain(password);
  expect(kept).toMatch(/scrypt\$32768\$8\$3\$/);
});

test('two cookies of the name are none', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  expect(await isKnown(stage, `${cookie}; ${cookie}`)).toBe(false);
});
