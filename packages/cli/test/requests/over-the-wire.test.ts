import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CapturedRequest, HeaderPairs } from '../../src/lib/captures/capture.ts';
import { writeCurl } from '../../src/lib/requests/write-curl.ts';
import { writeFetch } from '../../src/lib/requests/write-fetch.ts';

const received: CapturedRequest[] = [];
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const headers = Array.from({ length: request.rawHeaders.length / 2 }, (_, at) => [
      request.rawHeaders[2 * at] ?? '',
      request.rawHeaders[2 * at + 1] ?? '',
    ]) as unknown as HeaderPairs;
    const body = Uint8Array.from(Buffer.concat(chunks));
    received.push({ method: request.method ?? '', target: request.url ?? '', headers, body });
    response.end();
  });
});
let host = '';

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const started = promisify(execFile);

/** By standard input: a command line has a limit. */
async function run(command: string, args: readonly string[], input: string): Promise<void> {
  const running = started(command, args);
  running.child.stdin?.end(input);
  await running;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const bodies: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['JSON', text('{"a": "it\'s \\"1\\" $HOME `id` !!"}\n')],
  ['@file', text('@/etc/passwd')],
  ['line ends and marks', text('\uFEFFa\r\nb\n\n')],
  ['escape sequences', text('\u001B]0;x\u0007\u009B2J\u202E')],
  ['bytes of every kind', Uint8Array.from({ length: 256 }, (_, at) => at)],
  ['bytes that are no text', Uint8Array.of(255, 254, 200)],
  ['200 kB', text('0123456789'.repeat(20_000))],
];

const own: HeaderPairs = [
  ['X-Double', '1'],
  ['x-double', '2'],
  ['X-Quote', `it's "$(id)" \`id\` \\ !!`],
  ['X-Bytes', '\u00C3\u00BC \u00FF'],
  ['X-Empty', ''],
];

test.each(bodies)('bash and curl send %s as it was written', async (_name, body) => {
  const headers: HeaderPairs = [['Host', host], ...own, ['Content-Length', String(body.length)]];
  const target = `/a/../b/./c?x={1,2}&y=[1-3]&z=%20'"`;
  await run('bash', ['-s'], writeCurl({ method: 'POST', target, headers, body }));
  const sent = received.pop();
  expect(sent).toMatchObject({ method: 'POST', target, headers: expect.arrayContaining([...headers]) });
  expect(Buffer.compare(sent?.body ?? text('?'), body)).toBe(0);
  expect(sent?.headers.map(([name]) => name.toLowerCase())).not.toContain('content-type');
});

test.each(bodies)('fetch sends %s as it was written', async (_name, body) => {
  const headers: HeaderPairs = [
    ['Host', host],
    ['X-Quote', `it's \`id\``],
    ['X-Bytes', '\u00FF'],
    ['X-Empty', ''],
  ];
  const source = writeFetch({ method: 'PUT', target: '/a?b', headers, body });
  await run(process.execPath, ['--input-type=module', '-'], source);
  const sent = received.pop();
  expect(sent).toMatchObject({
    method: 'PUT',
    target: '/a?b',
    headers: expect.arrayContaining([['X-Bytes', '\u00FF']]),
  });
  expect(Buffer.compare(sent?.body ?? text('?'), body)).toBe(0);
  expect(sent?.headers.map(([name]) => name.toLowerCase())).not.toContain('content-type');
});
