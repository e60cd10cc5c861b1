import { expect, test } from 'vitest';
import type { Endpoint, Secret } from '../../src/lib/api/endpoint-schemas.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openContext, type TestContext } from '../lib/open-context.ts';
import type { Page } from '../../src/lib/api/answers.ts';
import { openApi, type ApiAnswer } from './lib/open-api.ts';

const secret = 'a shared secret that is long enough';

onEachDatabase('endpoints', ({ origin }) => {
  const open = async (): Promise<TestContext> => {
    const given = await origin();
    return openContext({
      ...(given && { origin: given }),
      settings: { publicUrl: 'https://hooks.example.com/' },
    });
  };

  test('an endpoint is made, shown, changed and deleted', async () => {
    await using context = await open();
    const ask = openApi(context);
    const told: string[] = [];
    context.bus.listen(({ kind }) => told.push(kind));
    const made = await ask<Endpoint>('POST', '/endpoints', {
      name: ' Payments ',
      provider: 'stripe',
      secrets: ['whsec_0123456789abcdef'],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'Payments',
      provider: 'stripe',
      isEnabled: true,
      responseMode: 'store',
      options: {},
      lastEventAt: null,
      url: expect.stringMatching(/^https:\/\/hooks\.example\.com\/in\/[0-9a-z]{26}$/),
      secrets: [
        {
          position: 0,
          fingerprint: expect.stringMatching(/^[\da-f]{8}$/),
          expiresAt: null,
          lastUsedAt: null,
        },
      ],
    });
    const path = `/endpoints/${made.body.id}`;
    const change = {
      name: 'Money',
      isEnabled: false,
      responseMode: 'forward',
      replyTimeoutMs: 500,
      maxBodyBytes: 1000,
    };
    const changed = await ask<Endpoint>('PATCH', path, change);
    expect(changed).toMatchObject({ status: 200, body: { ...change, url: made.body.url } });
    expect(changed.body.updatedAt).toBeGreaterThan(made.body.updatedAt);
    expect((await ask('GET', path)).body).toEqual(changed.body);
    expect((await ask('DELETE', path)).status).toBe(204);
    expect((await ask('GET', path)).status).toBe(404);
    expect((await ask('DELETE', path)).status).toBe(404);
    expect((await ask('GET', '/endpoints')).body).toEqual({ items: [], next: null });
    // The address is kept, so that it is never used again; the secret is not.
    expect(await context.db.selectFrom('endpoints').select('slug').execute()).toHaveLength(1);
    expect(await context.db.selectFrom('secrets').selectAll().execute()).toEqual([]);
    expect(told).toEqual(['configured', 'configured', 'configured']);
    const audit = await context.db
      .selectFrom('audit')
      .select(['action', 'actor', 'subject'])
      .orderBy('id')
      .execute();
    expect(audit).toEqual(
      ['create', 'change', 'delete'].map((verb) => ({
        action: `endpoint.${verb}`,
        actor: 'usr_test',
        subject: made.body.id,
      })),
    );
  });

  test('a list goes on where it ended', async () => {
    await using context = await open();
    const ask = openApi(context);
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1)
      ids.unshift((await ask<Endpoint>('POST', '/endpoints', { name: `${at}`, provider: 'github' })).body.id);
    const seen: string[] = [];
    let next: string | null = '';
    do {
      const page: ApiAnswer<Page<Endpoint>> = await ask(
        'GET',
        `/endpoints?limit=2${next && `&cursor=${next}`}`,
      );
      seen.push(...page.body.items.map(({ id }) => id));
      ({ next } = page.body);
    } while (next !== null);
    expect(seen).toEqual(ids);
  });

  test('secrets: the newest is the first, others end when it is said, and none is ever shown', async () => {
    await using context = await open();
    const ask = openApi(context);
    const { body } = await ask<Endpoint>('POST', '/endpoints', {
      name: 'a',
      provider: 'github',
      secrets: [`${secret} 0`],
    });
    const path = `/endpoints/${body.id}`;
    const second = await ask<Secret>('POST', `${path}/secrets`, { secret: `${secret} 1` });
    const third = await ask<Secret>('POST', `${path}/secrets`, {
      secret: `${secret} 2`,
      expireOthersInMs: 3_600_000,
    });
    expect([second.status, third.status]).toEqual([201, 201]);
    const shown = await ask<Endpoint>('GET', path);
    expect(shown.body.secrets.map(({ id }) => id)).toEqual([
      third.body.id,
      second.body.id,
      body.secrets[0]?.id,
    ]);
    expect(shown.body.secrets.map(({ position }) => position)).toEqual([0, 1, 2]);
    const [, one, zero] = shown.body.secrets;
    expect(shown.body.secrets[0]?.expiresAt).toBe(null);
    expect(one?.expiresAt).toBeGreaterThan(context.now() + 3_500_000);
    expect(zero?.expiresAt).toBe(one?.expiresAt);
    // None is kept longer than it would have been.
    const soon = context.now() + 1000;
    await ask('PATCH', `${path}/secrets/${zero?.id}`, { expiresAt: soon });
    await ask('POST', `${path}/secrets`, { secret: `${secret} 3`, expireOthersInMs: 60_000 });
    expect((await ask<Endpoint>('GET', path)).body.secrets.find(({ id }) => id === zero?.id)?.expiresAt).toBe(
      soon,
    );
    expect((await ask('DELETE', `${path}/secrets/${zero?.id}`)).status).toBe(204);
    expect((await ask('DELETE', `${path}/secrets/${zero?.id}`)).status).toBe(404);
    const rows = await context.db.selectFrom('secrets').selectAll().execute();
    const everything = JSON.stringify([
      shown,
      second,
      rows,
      await context.db.selectFrom('audit').selectAll().execute(),
    ]);
    expect(everything).not.toContain(secret);
    for (const { ciphertext } of rows)
      expect(Buffer.from(ciphertext).toString('latin1')).not.toContain('shared');
    // What is encrypted belongs to its row.
    const [first, other] = rows;
    expect(() => context.vault.open(first?.ciphertext ?? new Uint8Array(), other?.id ?? '')).toThrow(
      /another gateway key/,
    );
  });

  test.each([
    ['a provider that there is not', { provider: 'strip' }, 422, /did you mean .*stripe/],
    ['an empty secret', { secrets: [' '] }, 422, /Secret 0 of github is empty/],
    [
      'the wrong kind of secret',
      { provider: 'stripe', secrets: ['sk_live_1234567890'] },
      422,
      /Secret 0 of stripe is/,
    ],
    ['no name', { name: ' ' }, 422, /A name has 1 letter/],
    [
      'an option that the gateway gives',
      { options: { publicUrl: 'https://a.example' } },
      422,
      /publicUrl is no option/,
    ],
    [
      'an option that the provider refuses',
      { provider: 'meta', options: { verifyToken: ' ' } },
      422,
      /verifyToken of meta is empty/,
    ],
    ['options that do not suffice', { provider: 'circle', options: {} }, 201, /./],
    [
      'more than a delivery may have here',
      { maxBodyBytes: 2 ** 30 },
      422,
      /maxBodyBytes is 26214400 at most/,
    ],
    ['an answer that is waited for too long', { replyTimeoutMs: 600_000 }, 422, /replyTimeoutMs/],
  ])('%s', async (_name, given, status, sentence) => {
    await using context = await open();
    const answer = await openApi(context)('POST', '/endpoints', { name: 'a', provider: 'github', ...given });
    expect(answer.status).toBe(status);
    expect(JSON.stringify(answer.body)).toMatch(sentence);
    expect(JSON.stringify(answer.body)).not.toContain('sk_live');
  });

  test('a secret that is there, and one too many', async () => {
    await using context = await open();
    const ask = openApi(context);
    const secrets = Array.from({ length: 20 }, (_, at) => `${secret} ${at}`);
    const { body } = await ask<Endpoint>('POST', '/endpoints', { name: 'a', provider: 'github', secrets });
    const path = `/endpoints/${body.id}/secrets`;
    expect(await ask('POST', path, { secret: secrets[3] })).toMatchObject({
      status: 409,
      body: { code: 'secret_exists' },
    });
    expect(await ask('POST', path, { secret })).toMatchObject({
      status: 422,
      body: { code: 'too_many_secrets' },
    });
    // One that has ended does not count.
    await ask('PATCH', `${path}/${body.secrets[3]?.id}`, { expiresAt: context.now() - 1 });
    expect((await ask('POST', path, { secret: secrets[3] })).status).toBe(201);
  });

  test('options that are secrets are encrypted, hidden, and kept where they are given back hidden', async () => {
    await using context = await open();
    const ask = openApi(context);
    const given = { name: 'a', provider: 'meta', options: { verifyToken: 'a token for Meta' } };
    const { body } = await ask<Endpoint>('POST', '/endpoints', given);
    expect(body.options).toEqual({ verifyToken: '(set)' });
    const read = async (): Promise<string> =>
      (await context.db.selectFrom('endpoints').select('options').executeTakeFirstOrThrow()).options;
    expect(await read()).not.toContain('a token for Meta');
    await ask('PATCH', `/endpoints/${body.id}`, { options: { verifyToken: '(set)' } });
    const { readOptions } = await import('../../src/lib/endpoints/secret-options.ts');
    expect(readOptions(await read(), context.vault, body.id)).toEqual({ verifyToken: 'a token for Meta' });
    await ask('PATCH', `/endpoints/${body.id}`, { options: {} });
    expect(await read()).toBe('{}');
  });
});

test.each([
  ['GET', '/endpoints', ['write'], 403],
  ['GET', '/providers', [], 403],
  ['POST', '/endpoints', ['read'], 403],
  ['PATCH', '/endpoints/x', ['read'], 403],
  ['DELETE', '/endpoints/x', ['read'], 403],
  ['POST', '/endpoints/x/secrets', ['read'], 403],
  ['PATCH', '/endpoints/x/secrets/y', ['read'], 403],
  ['DELETE', '/endpoints/x/secrets/y', ['read'], 403],
  ['POST', '/endpoints/x/test', ['read'], 403],
] as const)('%s %s needs another scope than %j', async (method, path, scopes, status) => {
  await using context = await openContext();
  const body =
    method === 'GET' || method === 'DELETE'
      ? undefined
      : { name: 'a', provider: 'github', secret: 'x', expiresAt: 1 };
  expect((await openApi(context, scopes)(method, path, body)).status).toBe(status);
});
