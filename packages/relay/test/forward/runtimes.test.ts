import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { github } from '@hooklatch/providers/github';
import { sign } from '@hooklatch/testing';
import { build } from 'esbuild';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { expect, test } from 'vitest';
import { readForwarded } from '../../src/forward.ts';
import { receive, type LocalReceiver } from './lib/receive.ts';

const run = promisify(execFile);
const bin = (name: string): string =>
  fileURLToPath(new URL(`../../../../node_modules/.bin/${name}`, import.meta.url));

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`lib/${name}`, import.meta.url))],
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    external: ['cloudflare:*', 'node:*'],
    conditions: ['@hooklatch/source', 'workerd', 'worker'],
  });
  return outputFiles[0]?.text ?? '';
}

async function signed(): Promise<{ headers: [string, string][]; body: Uint8Array<ArrayBuffer> }> {
  const body = new Uint8Array([...new TextEncoder().encode('{"a": 1.0}'), 0xff, 0x0a]);
  const { headers } = await sign(github(), { secret: 'a shared secret that is long enough', body });
  return { headers: headers.entries().map(([name, value]) => [name, value]), body };
}

async function expectBoth({ got }: LocalReceiver, body: Uint8Array, times = 1): Promise<void> {
  await expect.poll(() => got.length, { timeout: 5000 }).toBe(2 * times);
  const forwarded = got.filter(({ path }) => path === '/forwarded');
  expect(forwarded.map((one) => readForwarded(one.body)?.body)).toEqual(Array(times).fill(Buffer.from(body)));
  expect(got.filter(({ path }) => path === '/reports')).toHaveLength(times);
}

test.each([
  ['Node', process.execPath, []],
  ['Bun', bin('bun'), ['run']],
  ['Deno', bin('deno'), ['run', '--allow-all', '--no-config']],
])(
  'on %s a process ends when it has handed on and reported what came',
  async (_name, command, args) => {
    await using receiver = await receive([{ status: 503 }]);
    const dir = await mkdtemp(join(tmpdir(), 'hooklatch-forward-'));
    try {
      const file = join(dir, 'hand-on.mjs');
      await writeFile(file, await bundle('hand-on-process.ts'));
      const { headers, body } = await signed();
      const given = JSON.stringify({ headers, body: Buffer.from(body).toString('base64') });
      const { stdout } = await run(command, [...args, file, receiver.url, given], { timeout: 20_000 });
      expect(stdout).toBe('200');
      const [first, ...others] = receiver.got;
      expect(first).toBeDefined();
      await expectBoth({ ...receiver, got: others }, body);
    } finally {
      await rm(dir, { recursive: true });
    }
  },
  30_000,
);

test('in a Worker it goes on behind the answer, also where requests come at once', async () => {
  await using receiver = await receive();
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      name: 'application',
      modules: true,
      script: await bundle('hand-on-worker.mjs'),
      compatibilityDate: '2025-10-01',
      cf: false,
      bindings: { RECEIVER: receiver.url },
    } as never),
  );
  try {
    const { headers, body } = await signed();
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        worker.dispatchFetch('http://localhost/webhooks', { method: 'POST', headers, body }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await expectBoth(receiver, body, 3);
  } finally {
    await worker.dispose();
  }
});
