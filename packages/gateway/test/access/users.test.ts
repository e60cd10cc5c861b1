import { expect, test } from 'vitest';
import { cookieOf, openStage, password, type Stage } from './open-stage.ts';

const idOf = async (stage: Stage, cookie: string, role: string): Promise<string> => {
  const { json } = await stage.ask('/users', { cookie });
  const users = json['items'] as readonly { id: string; role: string }[];
  return users.find((user) => user.role === role)?.id ?? '';
};

test.each([
  ['deleted', { method: 'DELETE' }],
  ['made a viewer', { method: 'PATCH', body: { role: 'viewer' } }],
  ['disabled', { method: 'PATCH', body: { isDisabled: true } }],
])('the last owner cannot be %s', async (_name, asked) => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const id = await idOf(stage, cookie, 'owner');
  expect(await stage.ask(`/users/${id}`, { cookie, ...asked })).toMatchObject({
    status: 409,
    json: { code: 'last_owner' },
  });
  expect((await stage.ask('/users', { cookie })).status).toBe(200);
});

test('of two owners who remove each other at once one is left', async () => {
  await using stage = await openStage();
  const first = await stage.setUp();
  const second = await stage.signIn('owner', 'second@example.com');
  const { json } = await stage.ask('/users', { cookie: first });
  const [one, two] = (json['items'] as readonly { id: string }[]).map(({ id }) => id);
  await Promise.all([
    stage.ask(`/users/${two}`, { method: 'DELETE', cookie: first }),
    stage.ask(`/users/${one}`, { method: 'DELETE', cookie: second }),
  ]);
  const left = await stage.context.db.selectFrom('users').select('role').execute();
  expect(left).toEqual([{ role: 'owner' }]);
});

test.each([
  ['disabled', { isDisabled: true }],
  ['given another password', { password: 'another password entirely' }],
])('a user who is %s is signed out', async (_name, body) => {
  await using stage = await openStage();
  const owner = await stage.setUp();
  const member = await stage.signIn('member');
  const id = await idOf(stage, owner, 'member');
  expect((await stage.ask(`/users/${id}`, { method: 'PATCH', cookie: owner, body })).status).toBe(200);
  expect((await stage.ask('/settings', { cookie: member })).status).toBe(401);
});

test('another role counts from the next request on', async () => {
  await using stage = await openStage();
  const owner = await stage.setUp();
  const viewer = await stage.signIn('viewer');
  expect((await stage.ask('/users', { cookie: viewer })).status).toBe(403);
  const id = await idOf(stage, owner, 'viewer');
  await stage.ask(`/users/${id}`, { method: 'PATCH', cookie: owner, body: { role: 'owner' } });
  expect((await stage.ask('/users', { cookie: viewer })).status).toBe(200);
});

test('an address belongs to one user, however it is written', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  const body = { email: 'OWNER@example.com', name: 'Other', role: 'viewer', password };
  expect(await stage.ask('/users', { method: 'POST', cookie, body })).toMatchObject({
    status: 409,
    json: { code: 'email_taken' },
  });
});

test('no answer holds a password, nor what is kept of it', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  await stage.signIn('member');
  const answers = [await stage.ask('/users', { cookie }), await stage.ask('/audit', { cookie })];
  for (const { text } of answers) {
    expect(text).not.toContain('scrypt');
    expect(text).not.toContain(password);
  }
});

test('what was done stands in the audit, with who did it', async () => {
  await using stage = await openStage();
  const owner = { email: 'olga@example.com', name: 'Olga', password };
  const set = await stage.ask('/setup', { method: 'POST', body: { ...owner, token: stage.setupToken } });
  const cookie = cookieOf(set);
  const member = { email: 'mia@example.com', name: 'Mia', password };
  await stage.ask('/users', { method: 'POST', cookie, body: { ...member, role: 'member' } });
  const own = cookieOf(await stage.ask('/session', { method: 'POST', body: member }));
  await stage.ask('/session', { method: 'DELETE', cookie: own });
  await stage.createToken(cookie, ['read']);
  const { json } = await stage.ask('/audit', { cookie });
  const entries = json['items'] as readonly { action: string; actorName: string }[];
  expect(entries.map(({ action, actorName }) => `${actorName}: ${action}`)).toEqual([
    'Olga: token.create',
    'Mia: session.delete',
    'Mia: session.create',
    'Olga: user.create',
    'Olga: gateway.set_up',
  ]);
});

test('the audit is read page by page, without a gap', async () => {
  await using stage = await openStage();
  const cookie = await stage.setUp();
  for (let at = 0; at < 4; at += 1) await stage.createToken(cookie, ['read']); // oxlint-disable-line no-await-in-loop
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    // oxlint-disable-next-line no-await-in-loop
    const { json } = await stage.ask(`/audit?limit=2${cursor && `&cursor=${cursor}`}`, { cookie });
    ids.push(...(json['items'] as readonly { id: string }[]).map(({ id }) => id));
    cursor = json['next'] as string | null;
  }
  expect(ids).toHaveLength(4);
  expect(ids).toEqual([...new Set(ids)].toSorted().toReversed());
});
