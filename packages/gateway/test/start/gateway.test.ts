import { sign } from '@hooklatch/testing';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { createGateway } from '../../src/index.ts';
import { createGatewayClient, GatewayError } from '../../src/client.ts';
import { ask } from '../access/ask.ts';
import { openGateway, quiet, type OpenGateway } from './open-gateway.ts';

const secret = `whsec_${Buffer.from('a secret of thirty two letters!!').toString('base64')}`;

async function createEndpoint(opened: OpenGateway, cookie: string): Promise<string> {
  const body = { name: 'Orders', provider: 'standard-webhooks', secrets: [secret] };
  const { json, status } = await opened.ask('/endpoints', { method: 'POST', cookie, body });
  expect(status).toBe(201);
  return json['url'] as string;
}

async function deliver(url: string, id: string): Promise<number> {
  const { headers, body } = await sign(standardWebhooks({ secret }), { secret, id, url, time: Date.now() });
  const given = Object.fromEntries(headers.entries());
  return (await fetch(url, { method: 'POST', headers: given, body: new Uint8Array(body) })).status;
}

test('a gateway is set up, receives an event, and shows it', async () => {
  await using opened = await openGateway();
  const cookie = await opened.setUp();
  const url = await createEndpoint(opened, cookie);
  expect(url.startsWith(`${opened.gateway.ingestUrl}/in/`)).toBe(true);
  expect(await deliver(url, 'msg_1')).toBe(200);
  const { json } = await opened.ask('/events', { cookie });
  expect(json['items']).toMatchObject([
    { provider: 'standard-webhooks', outcome: 'verified', eventId: 'msg_1' },
  ]);
});

test('the door and the dashboard share no origin, and neither answers for the other', async () => {
  await using opened = await openGateway();
  const { dashboard, ingest } = opened.gateway.listening;
  expect(new URL(dashboard).origin).not.toBe(new URL(ingest).origin);
  expect((await ask(`${ingest}/api/v1/session`)).status).toBe(404);
  expect((await ask(`${dashboard}/in/whatever`, { method: 'POST', body: {} })).status).toBe(404);
});

test('what was received and who was set up is there after a restart; the key stands beside it for its owner alone', async () => {
  await using opened = await openGateway();
  const cookie = await opened.setUp();
  const url = await createEndpoint(opened, cookie);
  await deliver(url, 'msg_1');
  const again = await opened.reopen();
  try {
    expect(again.gateway.setupToken).toBeUndefined();
    const moved = cookie.replace(
      /^[^=]+/,
      `hooklatch-gateway-${new URL(again.gateway.listening.dashboard).port}`,
    );
    expect((await again.ask('/events', { cookie: moved })).json['items']).toHaveLength(1);
    const path = new URL(url).pathname;
    expect(await deliver(`${again.gateway.listening.ingest}${path}`, 'msg_2')).toBe(200);
    expect((await stat(join(opened.directory, 'gateway.key'))).mode & 0o777).toBe(0o600);
  } finally {
    await again.gateway.close();
  }
});

test('with another key it does not start, and says why', async () => {
  await using opened = await openGateway();
  await opened.gateway.close();
  await writeFile(join(opened.directory, 'gateway.key'), 'another key that is long enough for it');
  await expect(opened.reopen()).rejects.toThrow(/sealed with another key/);
});

test('a second gateway on the same file says which process has it, and the first goes on', async () => {
  await using opened = await openGateway();
  const second = createGateway({ ...quiet, database: { file: join(opened.directory, 'gateway.db') } });
  await expect(second).rejects.toThrow(new RegExp(`Another gateway \\(process ${process.pid} .* writes to`));
  expect((await opened.ask('/session')).status).toBe(200);
});

test.each([
  ['a port that is taken', (taken: number) => ({ port: taken }), /taken by another program/],
  ['a port that is none', () => ({ port: 70_000 }), /port must be a port/],
  ['a URL that is none', () => ({ dashboardUrl: 'gateway.example.com' }), /dashboardUrl must be a URL/],
  ['a dashboard below a path', () => ({ dashboardUrl: 'https://example.com/hooks' }), /must have no path/],
  ['a proxy that is no address', () => ({ trustedProxies: ['the proxy'] }), /trustedProxies must hold/],
  ['a key that is short', () => ({ key: 'short' }), /32 letters/],
  [
    'no key for PostgreSQL',
    () => ({ database: { url: 'postgres://127.0.0.1:1/none' } }),
    /HOOKLATCH_GATEWAY_KEY/,
  ],
])('%s is an error that says so, and nothing stays open', async (_name, optionsOf, message) => {
  await using opened = await openGateway();
  const taken = Number(new URL(opened.gateway.listening.dashboard).port);
  const file = join(opened.directory, 'other.db');
  const failing = createGateway({ ...quiet, database: { file }, ...optionsOf(taken) });
  await expect(failing).rejects.toThrow(message);
  const next = await createGateway({ ...quiet, database: { file } });
  await next.close();
});

test('a stop under traffic: what was answered 2xx is stored, and nothing hangs', async () => {
  const opened = await openGateway();
  const cookie = await opened.setUp();
  const url = await createEndpoint(opened, cookie);
  const accepted: string[] = [];
  const traffic = Array.from({ length: 8 }, async (_, lane) => {
    for (let at = 0; at < 1000; at += 1) {
      const id = `msg_${lane}_${at}`;
      // oxlint-disable-next-line no-await-in-loop
      const status = await deliver(url, id).catch(() => 0);
      if (status === 200) accepted.push(id);
      if (status === 0) return;
    }
  });
  while (accepted.length < 50) await new Promise((resolve) => setTimeout(resolve, 5)); // oxlint-disable-line no-await-in-loop
  const started = Date.now();
  await opened.gateway.close();
  expect(Date.now() - started).toBeLessThan(4000);
  await Promise.all(traffic);
  const client = new DatabaseSync(join(opened.directory, 'gateway.db'));
  const rows = client.prepare("SELECT event_id FROM events WHERE outcome = 'verified'").all();
  client.close();
  const stored = new Set(rows.map((row) => row['event_id']));
  expect(accepted.filter((id) => !stored.has(id))).toEqual([]);
  await opened[Symbol.asyncDispose]();
});

test('health is answered to anybody, and metrics to whoever may read', async () => {
  await using opened = await openGateway();
  const { dashboard } = opened.gateway.listening;
  const cookie = await opened.setUp();
  const { json } = await opened.ask('/tokens', {
    method: 'POST',
    cookie,
    body: { name: 'prometheus', scopes: ['read'] },
  });
  const authorization = `Bearer ${json['token'] as string}`;
  expect((await ask(`${dashboard}/healthz`)).status).toBe(200);
  expect((await ask(`${dashboard}/readyz`)).status).toBe(200);
  expect((await ask(`${dashboard}/metrics`)).status).toBe(401);
  const metrics = await ask(`${dashboard}/metrics`, { headers: { authorization, host: 'gateway:4400' } });
  expect(metrics).toMatchObject({
    status: 200,
    headers: { 'content-type': expect.stringContaining('version=0.0.4') },
  });
});

test('the client asks with a token, and says what was refused', async () => {
  await using opened = await openGateway();
  const cookie = await opened.setUp();
  const { json } = await opened.ask('/tokens', {
    method: 'POST',
    cookie,
    body: { name: 'ci', scopes: ['read', 'admin'] },
  });
  const client = createGatewayClient({ url: opened.gateway.dashboardUrl, token: json['token'] as string });
  const body = { name: 'made by a program', scopes: ['read' as const] };
  const made = await client.ask('POST /tokens', { body, idempotencyKey: 'once' });
  expect((await client.ask('POST /tokens', { body, idempotencyKey: 'once' })).token).toBe(made.token);
  expect((await client.ask('GET /tokens')).items.map(({ name }) => name)).toEqual([
    'made by a program',
    'ci',
  ]);
  expect(await client.ask('DELETE /tokens/{id}', { path: { id: made.id } })).toBeUndefined();
  const refused = client.ask('POST /users', {
    body: { email: 'x', name: '', role: 'viewer', password: 'short' },
  });
  await expect(refused).rejects.toThrow(GatewayError);
  await expect(refused).rejects.toMatchObject({
    status: 422,
    code: 'invalid',
    errors: [{ field: 'body.email' }, {}, {}],
  });
});

test('no secret stands in any file of the gateway as it is', async () => {
  await using opened = await openGateway();
  const cookie = await opened.setUp();
  await createEndpoint(opened, cookie);
  await opened.gateway.close();
  const file = await readFile(join(opened.directory, 'gateway.db'));
  for (const text of [secret, cookie.split('=')[1], opened.gateway.setupToken, 'correct horse']) {
    expect(file.includes(text ?? 'none')).toBe(false);
  }
});
