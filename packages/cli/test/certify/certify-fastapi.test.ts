import { clerk } from '@hooklatch/providers/clerk';
import { deliver, sign } from '@hooklatch/testing';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hasPythonModule } from '../../../../scripts/lib/servers.mjs';
import { findPort } from '../../../../test/servers/find-port.ts';
import { runCli } from '../support/run-cli.ts';
import { anotherSecret, secret } from './receiver.ts';

const cwd = fileURLToPath(new URL('../../../../examples/fastapi/', import.meta.url));
const python = '/usr/bin/python3';
const hasFastapi = ['fastapi', 'uvicorn'].every(hasPythonModule);

/** FastAPI and uvicorn of Debian: `apt-get install python3-fastapi python3-uvicorn`. */
describe.skipIf(!hasFastapi)('the example in Python (needs python3-fastapi and python3-uvicorn)', () => {
  let url = '';
  let stop = async (): Promise<void> => {};
  const lines: string[] = [];

  beforeAll(async () => {
    const port = await findPort();
    const env = {
      ...process.env,
      CLERK_WEBHOOK_SIGNING_SECRET: `${secret} ${anotherSecret}`,
      BODY_SECONDS: '1',
      PYTHONDONTWRITEBYTECODE: '1',
    };
    const args = ['-m', 'uvicorn', 'app:app', '--port', String(port), '--no-access-log'];
    const server = spawn(python, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(server, 'close');
    stop = async () => {
      server.kill('SIGKILL');
      await ended;
    };
    for (const stream of [server.stdout, server.stderr])
      createInterface(stream).on('line', (line) => lines.push(line));
    await vi.waitUntil(() => lines.some((line) => line.includes('Uvicorn running')), 30_000);
    url = `http://127.0.0.1:${port}/webhooks/clerk`;
  });
  afterAll(() => stop());

  test('is certified, with nothing to warn of', async () => {
    const secrets = ['--secret', secret, '--secret', anotherSecret];
    const { code, stdout } = await runCli(['certify', url, '--provider', 'clerk', ...secrets, '--slow', '5']);
    expect(stdout).toMatch(/✓ certified: 6\d ok, 3 left out/);
    expect(stdout).not.toMatch(/✗|! warning/);
    expect(code).toBe(0);
  }, 60_000);

  test('handles an event once, and another one of the same user again', async () => {
    const payload = { data: { id: 'user_once', email_addresses: [] } };
    const delivery = await sign(clerk(), { secret, type: 'user.created', payload });
    for (const _ of [1, 2, 3]) expect((await deliver(url, delivery)).status).toBe(200);
    const removed = await sign(clerk(), { secret, type: 'user.deleted', payload });
    expect((await deliver(url, removed)).status).toBe(200);
    const own = (): readonly string[] => lines.filter((line) => line.includes('user_once'));
    await vi.waitUntil(() => own().includes('removed user_once'), 5000);
    expect(own()).toEqual(['saved user_once <None>', 'removed user_once']);
  });

  test('says in its log why it refuses, and nothing to the sender', async () => {
    const forged = await sign(clerk(), { secret: 'whsec_YSBmb3JnZXIncyBzZWNyZXQgb2YgYSB0ZXN0' });
    const { status, body } = await deliver(url, forged);
    expect([status, body]).toEqual([400, '']);
    await vi.waitUntil(() => lines.some((line) => line.includes('no signature is right')), 5000);
  });

  test.each([
    ['', 'is not set'],
    ['whsec_', 'shorter than 16 bytes'],
    ['whsec_not base64', 'shorter than 16 bytes|is not base64'],
  ])('does not start with the secret %j', (text, says) => {
    const env = { ...process.env, CLERK_WEBHOOK_SIGNING_SECRET: text, PYTHONDONTWRITEBYTECODE: '1' };
    const { status, stderr } = spawnSync(python, ['-c', 'import app'], { cwd, env, encoding: 'utf8' });
    expect(status).not.toBe(0);
    expect(stderr).toMatch(new RegExp(says));
  });
});
