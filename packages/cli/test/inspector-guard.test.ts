import { request as send, type IncomingMessage } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startInspector, type Inspector } from '../src/lib/inspector/start-inspector.ts';
import { createSampleListener, type SampleListener } from './terminal/sample-listener.ts';
import { addSamples } from './terminal/sample-captures.ts';

const api = '/hooklatch-inspector';
let folder: string;
let listener: SampleListener;
let inspector: Inspector;
let port: number;
let token: string;
let id: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hooklatch-inspector-'));
  listener = createSampleListener(join(folder, 'captures.db'));
  [id = ''] = await addSamples(listener.captures, 1);
  inspector = await startInspector(listener);
  const url = new URL(inspector.url);
  port = Number(url.port);
  token = url.hash.slice(1);
});

afterAll(async () => {
  await inspector.close();
  await listener.captures.close();
  await rm(folder, { recursive: true, force: true });
});

interface Given {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

function ask(path: string, { method = 'GET', headers = {}, body }: Given = {}): Promise<Got> {
  return new Promise((resolve, reject) => {
    const options = {
      port,
      host: '127.0.0.1',
      path,
      method,
      headers: { host: `127.0.0.1:${port}`, ...headers },
    };
    const request = send(options, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += String(chunk)));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}

const own = (): Record<string, string> => ({ origin: `http://127.0.0.1:${port}` });
const signIn = (given: unknown): Promise<Got> =>
  ask(`${api}/session`, { method: 'POST', headers: own(), body: JSON.stringify({ token: given }) });
const cookie = async (): Promise<string> =>
  (await signIn(token)).headers['set-cookie']?.[0]?.split(';')[0] ?? '';

describe('the token', () => {
  test('is exchanged for a cookie that no script reads and no other site sends', async () => {
    const { status, headers } = await signIn(token);
    expect(status).toBe(200);
    expect(headers['set-cookie']?.[0]).toMatch(
      /^hooklatch-inspector-\d+=[\w-]{43}; Path=\/hooklatch-inspector; HttpOnly; SameSite=Strict$/,
    );
    expect(headers['set-cookie']?.[0]).not.toContain(token);
  });

  test.each([
    ['another', 'x'.repeat(43)],
    ['none', undefined],
    ['no text', { length: 43 }],
    ['an empty one', ''],
  ])('%s is refused', async (_, given) => {
    const { status, headers } = await signIn(given);
    expect([status, headers['set-cookie']]).toEqual([401, undefined]);
  });

  test.each([
    '/state',
    '/changes',
    '/captures',
    '/captures/last',
    '/captures/last/body',
    '/captures/last/curl',
  ])('without the cookie nothing is told: %s', async (path) => {
    expect((await ask(api + path)).status).toBe(401);
    const wrong = { cookie: `hooklatch-inspector-${port}=${token}` };
    expect((await ask(api + path, { headers: wrong })).status).toBe(401);
  });

  test('another run has another', async () => {
    const other = await startInspector(listener);
    expect(new URL(other.url).hash).not.toBe(`#${token}`);
    await other.close();
  });
});

describe('who asks', () => {
  test.each([
    ['a name that was bound to this machine', { host: 'evil.example' }],
    ['the same with the port', { host: 'evil.example:80' }],
    ['another port of this machine', { host: '127.0.0.1:1' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['no origin (a frame in a sandbox)', { origin: 'null' }],
    ['another port of this machine as origin', { origin: 'http://127.0.0.1:3000' }],
    ['a script of another site', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a script of another port', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
    ['a frame', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
  ] as const)('%s is refused, with the cookie too', async (_, headers) => {
    const all = { cookie: await cookie(), ...headers };
    for (const path of ['/', `${api}/state`, `${api}/captures`]) {
      const { status, text } = await ask(path, { headers: all });
      expect([status, text.includes('user.created')]).toEqual([403, false]);
    }
  });

  test('a replay without an Origin, or from another, is not made', async () => {
    const path = `${api}/captures/${id}/replay`;
    for (const headers of [{}, { origin: 'http://evil.example' }]) {
      const given = { method: 'POST', headers: { cookie: await cookie(), ...headers }, body: '{}' };
      expect((await ask(path, given)).status).toBe(403);
    }
    expect(listener.replayed).toEqual([]);
    const good = { method: 'POST', headers: { cookie: await cookie(), ...own() }, body: '{"resign":true}' };
    expect(JSON.parse((await ask(path, good)).text)).toMatchObject({ status: 202 });
    expect(listener.replayed).toEqual([{ id, isResigned: true }]);
  });

  test('it listens on 127.0.0.1 and nowhere else', async () => {
    const others = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    const addresses = others.filter(({ internal }) => !internal).map(({ address }) => address);
    const outcomes = await Promise.all(['127.0.0.2', ...addresses].map((host) => isOpen(host)));
    expect(outcomes.every((open) => !open)).toBe(true);
    expect(await isOpen('127.0.0.1')).toBe(true);
  });
});

describe('what is answered', () => {
  test.each(['/', '/main.js', '/page.css', '/nothing', `${api}/captures`])(
    '%s has all headers',
    async (path) => {
      const { headers } = await ask(path, { headers: { cookie: await cookie() } });
      expect(headers['content-security-policy']).toContain("default-src 'self'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['content-security-policy']).not.toMatch(/unsafe|http/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );

  test('a body is saved, and never shown', async () => {
    const { headers, text } = await ask(`${api}/captures/${id}/body`, {
      headers: { cookie: await cookie() },
    });
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toBe(`attachment; filename="${id}.bin"`);
    expect(text).toContain('user.created');
  });

  test.each([
    ['/captures?filter=body..', 400],
    ['/captures/cap_none', 404],
    ['/captures/%E0%A4%A', 400],
    ['/captures/last/nothing', 404],
    ['/../package.json', 404],
    ['/constructor', 404],
  ])('%s is %i', async (path, expected) => {
    const { status, text } = await ask(api + path, { headers: { cookie: await cookie() } });
    expect(status).toBe(expected);
    expect(text).toMatch(/^\{"error":\{"message":"/);
    expect(text).not.toContain('node:');
  });

  test('a port that is taken is told', async () => {
    await expect(startInspector(listener, { port })).rejects.toThrow(
      `cannot listen on port ${port}: EADDRINUSE`,
    );
  });
});

function isOpen(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 1000 });
    const end = (open: boolean): void => {
      socket.destroy();
      resolve(open);
    };
    socket
      .on('connect', () => end(true))
      .on('error', () => end(false))
      .on('timeout', () => end(false));
  });
}
