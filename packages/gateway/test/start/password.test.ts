import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cookieOf } from '../access/open-stage.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openGateway } from './open-gateway.ts';
import { tell as tellIn, type Told } from './tell.ts';

const key = 'a key of a gateway that is long enough';

let cwd: string;
beforeEach(async () => void (cwd = await mkdtemp(join(tmpdir(), 'hooklatch-password-'))));
afterEach(() => rm(cwd, { recursive: true, force: true }));

const tell = (args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Told> =>
  tellIn(cwd, args, env);

onEachDatabase('a lost password', ({ origin }) => {
  test('is replaced while the gateway is at work: old sessions end, and the audit says it', async () => {
    const database = await origin();
    await using opened = await openGateway({ key, ...(database && { database }) });
    const url = database && 'url' in database ? database.url : undefined;
    const at = url === undefined ? ['--data', opened.directory] : [];
    const env: Record<string, string> = url === undefined ? {} : { DATABASE_URL: url };
    expect(await tell(['password', 'olga@example.com', ...at], env)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('There is no user yet'),
    });
    const cookie = await opened.setUp();
    const { json } = await opened.ask('/session', { cookie });
    const { email } = json['user'] as { email: string };
    expect(await tell(['password', 'nobody@example.com', ...at], env)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(`Owners: ${email}.`),
    });
    const told = await tell(['password', email.toUpperCase(), ...at], env);
    expect(told).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[\w-]{20}\n$/) });
    expect(told.stderr).not.toContain(told.stdout.trim());
    expect((await opened.ask('/users', { cookie })).status).toBe(401);
    const body = { email, password: told.stdout.trim() };
    const login = await opened.ask('/session', { method: 'POST', body });
    expect(login.status).toBe(201);
    const audit = await opened.ask('/audit', { cookie: cookieOf(login) });
    const items = audit.json['items'] as readonly { action: string; actor: string }[];
    expect(items.find(({ action }) => action === 'user.change')).toMatchObject({ actor: 'command' });
  }, 60_000);
});

test('where there is no database none is made', async () => {
  const told = await tell(['password', 'a@example.com', '--data', join(cwd, 'none')]);
  expect(told).toMatchObject({ code: 3, stderr: expect.stringContaining('There is no database at') });
});
