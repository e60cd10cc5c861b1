import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeCurl } from '../../src/lib/log/write-curl.ts';

interface Seen {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

let seen: Seen | undefined;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { rawHeaders, method = '', url: target = '' } = request;
  const headers = rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ''] as const] : [],
  );
  seen = { method, target, headers, body: Buffer.concat(chunks) };
  response.end();
}

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));

const bodies: Readonly<Record<string, Buffer>> = {
  'no body': Buffer.from(''),
  JSON: Buffer.from('{\n\t"a": "it\'s $HOME `id` \\n %s !! \\"",\n "b": 1.0\n}\n'),
  'letters of every script': Buffer.from('é 支付 🙂 𐐔'),
  'every byte': everyByte,
  'a byte order mark': Buffer.from('\uFEFF{"a":1}'),
  'a carriage return': Buffer.from('a\r\nb\r\n'),
  'an escape sequence': Buffer.from('\u001B[31mred\u001B[0m'),
  'letters that turn around': Buffer.from('abc\u202Edef'),
  'an @ at its beginning': Buffer.from('@/etc/passwd'),
  'only line breaks': Buffer.from('\n\n\n'),
  '100 KiB of text': Buffer.from(`"${'x'.repeat(102_400)}"`),
  '1 MiB of bytes': Buffer.alloc(2 ** 20, everyByte),
};

const headers = [
  ['Host', 'hooks.example.com'],
  ['Content-Length', '1'],
  ['Stripe-Signature', "t=1,v1='a'"],
  ['X-Double', '1'],
  ['X-Double', '2'],
  ['X-Empty', ''],
  ['X-Shell', '`id` $(id) $HOME "\\" %n %s ; & | < >'],
  ['X-Latin', 'caf\u00E9 %s %% \\n \\101 \'q\' "d" $HOME `id` \u0080\u00FF'],
  ['Transfer-Encoding', 'chunked'],
] as const;

const kept = headers.filter(([name]) => name.startsWith('X-') || name.startsWith('Stripe'));

test.each(['sh', 'bash'])('%s sends the same bytes', async (shell) => {
  for (const [name, body] of Object.entries(bodies)) {
    const target = "/in/slug/a'b;[x]{y}/../z?q=$HOME&r=%2F*";
    const command = writeCurl({ id: 'evt_1', method: 'PUT', url: url + target, headers, body });
    seen = undefined;
    const args = ['-c', command.replace('curl', 'curl -s')];
    const run = args[1] && args[1].length > 100_000 ? undefined : promisify(execFile)(shell, args);
    // oxlint-disable-next-line no-await-in-loop
    await (run ?? runFile(shell, command));
    expect([name, seen]).toMatchObject([name, { method: 'PUT', target }]);
    const got = seen as unknown as Seen;
    expect([name, got.body.equals(body)]).toEqual([name, true]);
    const others = got.headers.filter(([header]) => !['Host', 'Content-Length'].includes(header));
    expect([name, others]).toEqual([name, kept]);
  }
});

/** One argument of a process is no place for a large command; nobody pastes it there either. */
async function runFile(shell: string, command: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hooklatch-curl-'));
  try {
    await writeFile(join(folder, 'run.sh'), command.replace('curl', 'curl -s'));
    await promisify(execFile)(shell, [join(folder, 'run.sh')]);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('nothing in a command changes what a terminal shows', () => {
  for (const body of Object.values(bodies)) {
    const command = writeCurl({ id: 'evt_1', method: 'POST', url, headers, body });
    expect(command).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cf}]/u);
  }
});

test('a body of more than 1 MiB is a file that is downloaded first', () => {
  const command = writeCurl({ id: 'evt_1', method: 'POST', url, headers, body: Buffer.alloc(2 ** 20 + 1) });
  expect(command).toMatch(/^# The body is large: download it as evt_1\.body first\.\ncurl /);
  expect(command).toContain("--data-binary '@evt_1.body'");
});
