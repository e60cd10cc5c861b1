import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { expect, test } from 'vitest';
import { createGatewayClient } from '../../src/client.ts';
import { cookieOf, password } from '../access/open-stage.ts';
import { ask } from '../access/ask.ts';
import { installGateway } from '../lib/install-gateway.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

interface Told {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Takes requests, and remembers them. */
async function startReceiver(): Promise<{
  readonly url: string;
  readonly told: Told[];
  readonly server: Server;
}> {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      told.push({ url: request.url ?? '', headers: request.headers, body });
      response.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, told, server };
}

/** A real mail server, and what came. */
async function startMail(): Promise<{ readonly port: number; readonly mails: string[]; close(): void }> {
  const mails: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _, done) {
      let mail = '';
      stream.on('data', (chunk: Buffer) => (mail += chunk.toString()));
      stream.on('end', () => {
        mails.push(mail);
        done();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    close: () => server.close(),
  };
}

/** Runs the command as a process; from its sources, so that nothing has to be built. */
function hooklatch(args: readonly string[], cwd: string) {
  const command = ['--conditions=@hooklatch/source', join(root, 'packages/cli/src/hooklatch.ts'), ...args];
  const child = spawn(process.execPath, command, { cwd, env: { PATH: process.env['PATH'] } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, code, output: () => output };
}

test('an event that the command sends stands in the log, is forwarded, and alerts Slack and a mailbox', async () => {
  const data = await mkdtemp(join(tmpdir(), 'hooklatch-whole-'));
  const [receiver, slack, mail] = await Promise.all([startReceiver(), startReceiver(), startMail()]);
  const where = ['--data', data, '--port', '0', '--ingest-port', '0', '--allow-addresses', '127.0.0.1/32'];
  await installGateway(data);
  const running = hooklatch(['gateway', 'start', ...where], data);
  try {
    await expect.poll(running.output, { timeout: 20_000 }).toContain('/setup#token=');
    const [, url = '', setupToken = ''] = /(http:\S+)\/setup#token=(\S+)/.exec(running.output()) ?? [];
    const post = (path: string, body: object, cookie = '') =>
      ask(`${url}/api/v1${path}`, { method: 'POST', headers: { origin: url, cookie }, body });
    const owner = { email: 'owner@example.com', name: 'Olga', password };
    expect((await post('/setup', { ...owner, token: setupToken })).status).toBe(201);
    const cookie = cookieOf(await post('/session', owner));
    const made = await post('/tokens', { name: 'test', scopes: ['read', 'write', 'replay'] }, cookie);
    const gateway = createGatewayClient({ url, token: String(made.json['token']) });

    const endpoint = await gateway.ask('POST /endpoints', {
      body: { name: 'Users', provider: 'clerk', secrets: [secret] },
    });
    const destination = await gateway.ask('POST /destinations', {
      body: { name: 'Application', kind: 'http', config: { url: `${receiver.url}/webhooks` } },
    });
    await gateway.ask('POST /connections', {
      body: { endpointId: endpoint.id, destinationId: destination.id, filter: 'type=user.*' },
    });
    const toSlack = await gateway.ask('POST /channels', {
      body: { name: 'Ops', kind: 'slack', config: { url: `${slack.url}/services/T/B/x` } },
    });
    const toMail = await gateway.ask('POST /channels', {
      body: {
        name: 'Mail',
        kind: 'email',
        config: {
          to: ['ops@example.com'],
          from: 'gateway@example.com',
          smtp: { host: '127.0.0.1', port: mail.port },
        },
      },
    });
    await gateway.ask('POST /rules', {
      body: {
        name: 'New users',
        rule: { match: { on: 'event', types: ['user.*'] } },
        channelIds: [toSlack.id, toMail.id],
      },
    });

    const sent = hooklatch(['send', 'clerk', 'user.created', '--secret', secret, '--to', endpoint.url], data);
    expect([await sent.code, sent.output()]).toEqual([0, expect.any(String)]);

    await expect.poll(() => receiver.told.length, { timeout: 15_000 }).toBe(1);
    await expect.poll(() => slack.told.length, { timeout: 15_000 }).toBe(1);
    await expect.poll(() => mail.mails.length, { timeout: 15_000 }).toBe(1);
    const { items } = await gateway.ask('GET /events', { query: { type: 'user.created' } });
    expect(items).toMatchObject([{ outcome: 'verified', provider: 'clerk', forwards: { delivered: 1 } }]);
    expect(receiver.told[0]).toMatchObject({ url: '/webhooks', headers: { 'svix-id': expect.any(String) } });
    expect(JSON.parse(slack.told[0]?.body ?? '')).toMatchObject({
      text: expect.stringContaining('user.created'),
      unfurl_links: false,
    });
    const letter = await PostalMime.parse(mail.mails[0] ?? '');
    expect(letter.subject).toContain('user.created');
    expect(letter.text).toContain('user.created');

    running.child.kill('SIGTERM');
    expect([await running.code, running.output()]).toEqual([0, expect.any(String)]);
  } finally {
    running.child.kill('SIGKILL');
    receiver.server.close();
    slack.server.close();
    mail.close();
    await rm(data, { recursive: true, force: true });
  }
}, 60_000);
