import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { clerk } from '@hooklatch/providers/clerk';
import { deliver, sign } from '@hooklatch/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPort } from '../../../test/servers/find-port.ts';
import { hasTmux, startTmux, type Tmux } from './terminal/tmux.ts';

const command = fileURLToPath(new URL('../src/hooklatch.ts', import.meta.url));
const secret = `whsec_${Buffer.from('a secret of these tests!').toString('base64')}`;
let folder: string;
let application: Server;
let status = 200;
let received: string[] = [];
let terminal: Tmux;
let port: number;

beforeEach(async () => {
  if (!hasTmux) return;
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-listen-'));
  status = 200;
  received = [];
  application = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push(body);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{"received":true}');
    });
  });
  await new Promise<void>((resolve) => application.listen(0, '127.0.0.1', resolve));
  port = await findPort();
  terminal = await startTmux({ columns: 110 });
  const { port: to } = application.address() as AddressInfo;
  const words = [`"${execPath}"`, '--conditions=@hooklatch/source', `"${command}"`, 'listen', '--port', port];
  const flags = `--forward http://127.0.0.1:${to}/webhooks/clerk --provider clerk --secret env:S --captures c.db`;
  await terminal.type(`clear; cd ${folder}; S=${secret} ${words.join(' ')} ${flags}; echo "ended $?"`);
  await terminal.until('Nothing yet');
});

afterEach(async () => {
  if (!hasTmux) return;
  await terminal.stop();
  application.closeAllConnections();
  await new Promise((resolve) => application.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

async function send(with_: string, time = Date.now()): Promise<number> {
  const payload = { data: { id: 'user_1', first_name: 'Zoë' } };
  const delivery = await sign(clerk(), { secret: with_, type: 'user.created', payload, time });
  return (await deliver(`http://127.0.0.1:${port}/`, delivery)).status;
}

describe.skipIf(!hasTmux)('hooklatch listen in tmux (left out where tmux is missing)', () => {
  test('a genuine delivery, a forged one, a replay, and the end', async () => {
    expect(await send(secret)).toBe(200);
    await terminal.until(/^› .*user\.created +✓ verified +200/m);
    await send(`whsec_${Buffer.from('another secret of tests!').toString('base64')}`);
    await terminal.until(/^› .*✗ signature_mismatch/m);
    await terminal.press('Enter', '4');
    const steps = await terminal.until('What to change');
    expect(steps).toMatch(/✗ signature +No secret of clerk fits/);
    expect(steps).not.toContain(secret.slice(6));
    await terminal.press('n', '3');
    await terminal.until('"first_name": "Zoë"');
    const before = received.length;
    await terminal.press('r');
    await terminal.until(/Replayed cap_\w+ as it came to http:\S+: 200 in \d+ ms/);
    expect(received.length).toBe(before + 1);
    expect(received.at(-1)).toBe(received[0]);
    await terminal.press('5');
    await terminal.until(/^ *2\. +200/m);
    await terminal.press('q', 'i');
    await terminal.until(/Inspector: http:\/\/127\.0\.0\.1:\d+\//);
    await terminal.press('q');
    await terminal.until('ended 0');
  });

  test('an old delivery is genuine when it is replayed re-signed', async () => {
    await send(secret, Date.now() - 3_600_000);
    await terminal.until(/^› .*✗ timestamp_stale/m);
    await terminal.press('R');
    await terminal.until(/Replayed cap_\w+ re-signed to http:\S+: 200/);
    expect(received.at(-1)).toBe(received[0]);
    await terminal.press('C-c');
    await terminal.until('ended 130');
  });
});
