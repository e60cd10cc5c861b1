import { expect, test } from 'vitest';
import { createSetupToken } from '../../src/lib/access/setup.ts';
import { onEachDatabase, type DatabaseStage } from '../lib/on-each-database.ts';
import { openStage, password, type Stage } from './open-stage.ts';

const open = async ({ kind, url }: DatabaseStage): Promise<Stage> =>
  openStage(kind === 'postgres' ? { origin: { url: await url() } } : {});

onEachDatabase('access', (database) => {
  test('of several at once with the token one is the owner', async () => {
    await using stage = await open(database);
    // Another process of the same database has printed one too.
    const second = (await createSetupToken(stage.context)) ?? '';
    const [first, other] = database.kind === 'postgres' ? [stage.setupToken, second] : [second, second];
    const answers = await Promise.all(
      [first, other, first, other].map((token, at) => {
        const body = { token, email: `owner${at}@example.com`, name: 'Olga', password };
        return stage.ask('/setup', { method: 'POST', body });
      }),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await stage.context.db.selectFrom('users').select('role').execute()).toEqual([{ role: 'owner' }]);
  });

  test('of owners who remove each other at once one is left', async () => {
    await using stage = await open(database);
    const first = await stage.setUp();
    const cookies = [
      first,
      await stage.signIn('owner', 'b@example.com'),
      await stage.signIn('owner', 'c@example.com'),
    ];
    const { json } = await stage.ask('/users', { cookie: first });
    const ids = (json['items'] as readonly { id: string }[]).map(({ id }) => id);
    await Promise.all(
      cookies.flatMap((cookie, at) =>
        ids
          .filter((_, other) => other !== at)
          .map((id) => stage.ask(`/users/${id}`, { method: 'PATCH', cookie, body: { role: 'viewer' } })),
      ),
    );
    const left = await stage.context.db.selectFrom('users').selectAll().where('role', '=', 'owner').execute();
    expect(left.length).toBeGreaterThanOrEqual(1);
  });

  test('an address belongs to one user, also of many who are made at once', async () => {
    await using stage = await open(database);
    const cookie = await stage.setUp();
    const body = { email: 'a@example.com', name: 'A', role: 'viewer', password };
    const answers = await Promise.all(
      Array.from({ length: 3 }, () => stage.ask('/users', { method: 'POST', cookie, body })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409]);
  });

  test('of many POSTs with one key one is done', async () => {
    await using stage = await open(database);
    const cookie = await stage.setUp();
    const asked = {
      method: 'POST',
      cookie,
      headers: { 'idempotency-key': 'k' },
      body: { name: 'a', scopes: ['read'] },
    };
    await Promise.all(Array.from({ length: 10 }, () => stage.ask('/tokens', asked)));
    expect(await stage.context.db.selectFrom('tokens').select('id').execute()).toHaveLength(1);
    expect((await stage.ask('/tokens', asked)).headers['idempotency-replayed']).toBe('true');
  });

  test('a token, the audit and the settings are read as they were written', async () => {
    await using stage = await open(database);
    const cookie = await stage.setUp();
    await stage.createToken(cookie, ['read', 'replay']);
    const body = { retentionDays: 7, maxLogBytes: null };
    const changed = await stage.ask('/settings', { method: 'PATCH', cookie, body });
    expect(changed.json).toEqual({ retentionDays: 7, maxLogBytes: null, storage: { events: 0, bytes: 0 } });
    expect((await stage.ask('/settings', { cookie })).json).toEqual(changed.json);
    expect((await stage.ask('/tokens', { cookie })).json['items']).toMatchObject([
      { scopes: ['read', 'replay'] },
    ]);
    const { json } = await stage.ask('/audit', { cookie });
    expect(json['items']).toMatchObject([
      { action: 'settings.change', detail: body },
      { action: 'token.create' },
    ]);
  });
});
