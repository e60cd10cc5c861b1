import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { writeFrame } from '../src/lib/protocol/frame.ts';
import { createRelay, createToken } from '../src/node.ts';
import { send } from './lib/send.ts';
import { connect } from './lib/test-client.ts';

const dir = mkdtempSync(join(tmpdir(), 'hooklatch-relay-kill-'));
const children: ChildProcess[] = [];
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const end of ends.splice(0).toReversed()) await end();
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dir, { recursive: true });
});

async function startProcess(token: string, file: string, port: number) {
  const program = fileURLToPath(new URL('lib/relay-process.mjs', import.meta.url));
  const source = new URL('../src/node.ts', import.meta.url).href;
  const args = ['--conditions=@hooklatch/source', program, source, token, file, String(port)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const started = JSON.parse(line.toString()) as { url: string; port: number; publicUrl: string };
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  /** The most memory that it has had, in bytes. */
  const peak = (): number =>
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) * 1024;
  return { ...started, kill, peak };
}

test('a relay that is killed has all that it said it stored', async () => {
  const token = createToken();
  const file = join(dir, 'killed.db');
  let port = 0;
  const stored: string[] = [];
  for (let round = 0; round < 4; round += 1) {
    const relay = await startProcess(token, file, port);
    port = relay.port;
    const before = stored.length;
    const sends = Array.from({ length: 20 }, async (_, index) => {
      const body = `${round}/${index}`;
      const told = await send(relay.publicUrl, { body }).catch(() => undefined);
      if (told?.status === 200) stored.push(body);
    });
    await expect.poll(() => stored.length - before, { interval: 1 }).toBeGreaterThanOrEqual(6);
    await relay.kill();
    await Promise.all(sends);
  }
  const relay = await startProcess(token, file, port);
  const client = connect({ url: relay.url, token });
  ends.push(() => client.close());
  const seen = () => client.deliveries.map(({ body }) => Buffer.from(body).toString());
  // More than those: what was stored, and not told before the end.
  await expect.poll(seen, { timeout: 10_000 }).toEqual(expect.arrayContaining(stored));
  expect(new Set(seen()).size).toBe(seen().length);
  expect(stored.length).toBeGreaterThan(20);
});

test.runIf(process.platform === 'linux')(
  'a client that does not answer costs the relay no memory',
  async () => {
    const token = createToken();
    const relay = await startProcess(token, join(dir, 'slow.db'), 0);
    ends.push(relay.kill);
    const client = connect(
      { url: relay.url, token },
      { answer: () => new Promise(() => {}), maxInFlightBytes: 1 },
    );
    ends.push(() => client.close());
    await client.connected;
    const body = Buffer.alloc(5_000_000, 'x');
    const headers = [['Prefer', 'wait=0']] as const;
    for (let index = 0; index < 4; index += 1) await send(relay.publicUrl, { body, headers });
    const before = relay.peak();
    for (let index = 0; index < 30; index += 1)
      expect((await send(relay.publicUrl, { body, headers })).status).toBe(200);
    expect(client.deliveries.length).toBe(1);
    expect(relay.peak() - before).toBeLessThan(75_000_000);
  },
  40_000,
);

test('what was stored is delivered also after the mode was changed', async () => {
  const options = { tokens: [createToken()], file: join(dir, 'changed.db') };
  const storing = await createRelay({ ...options, mode: 'store' });
  expect((await send(storing.publicUrls[0] ?? '', { body: 'kept' })).status).toBe(200);
  await storing.close();
  const relay = await createRelay({ ...options, mode: 'sync' });
  ends.push(() => relay.close());
  const client = connect({ url: relay.url, token: options.tokens[0] ?? '' });
  ends.push(() => client.close());
  await expect
    .poll(() => client.deliveries.map(({ body }) => Buffer.from(body).toString()))
    .toEqual(['kept']);
  expect((await send(relay.publicUrls[0] ?? '', { body: 'new' })).status).toBe(200);
});

test('a file is one relay at a time', async () => {
  const options = { tokens: [createToken()], file: join(dir, 'shared.db') };
  const relay = await createRelay(options);
  ends.push(() => relay.close());
  await expect(createRelay(options)).rejects.toThrow(/in use/);
});

test.each<[string, object, RegExp]>([
  ['no token', { tokens: [] }, /needs a token/],
  ['a short token', { tokens: ['short'] }, /32 to 128/],
  ['an unknown mode', { mode: 'both' }, /sync or store/],
  ['a limit of nothing', { maxBodyBytes: 0 }, /maxBodyBytes must be/],
  ['a limit that a message cannot have', { maxBodyBytes: 40_000_000 }, /at most 31457280/],
])('%s is a TypeError', async (_name, options, message) => {
  await expect(createRelay({ tokens: [createToken()], ...options })).rejects.toThrow(message);
});

test('a client that says nothing for 45 s is dead, and its place is free', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  const token = createToken();
  const relay = await createRelay({ tokens: [token] });
  ends.push(() => relay.close());
  const headers = { authorization: `Bearer ${token}` };
  const socket = new WebSocket(`${relay.url}/tunnel`, 'hooklatch-relay.v1', { headers });
  const closed = once(socket, 'close');
  socket.once('open', () =>
    socket.send(
      writeFrame({ type: 'hello', version: 1, client: 'a', credit: { deliveries: 1, bytes: 1 }, held: [] }),
    ),
  );
  await once(socket, 'message');
  vi.advanceTimersByTime(40_000);
  expect(socket.readyState).toBe(socket.OPEN);
  vi.advanceTimersByTime(11_000);
  await closed;
  vi.advanceTimersByTime(11_000);
  expect((await send(relay.publicUrls[0] ?? '')).status).toBe(503);
});

test('loopback is not spoken of, anything else is', async () => {
  const notices: string[] = [];
  const onNotice = (text: string) => notices.push(text);
  for (const host of [undefined, '127.0.0.1', 'localhost', '0.0.0.0']) {
    const relay = await createRelay({ tokens: [createToken()], host, onNotice });
    await relay.close();
  }
  expect(notices).toEqual([expect.stringMatching(/listens on 0\.0\.0\.0/)]);
});
