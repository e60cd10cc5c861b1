import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasHostile, toPrintable, toPrintableJson } from '../src/lib/printable.ts';
import { startProgress } from '../src/lib/progress.ts';
import { verbs } from '../src/lib/verbs.ts';
import { runCli } from './support/run-cli.ts';

const shown = verbs.filter(({ isHidden }) => !isHidden);

test('help shows every verb, with the exit codes', async () => {
  const { code, stdout } = await runCli([]);
  expect(code).toBe(0);
  for (const { name, summary } of shown) expect(stdout).toContain(name.padEnd(10) && summary.slice(0, 20));
  expect(stdout).toMatch(/Exit codes: 0 yes/);
  expect(await runCli(['--help'])).toMatchObject({ code: 0, stdout });
});

test.each(shown.map(({ name }) => name).filter((name) => name !== 'gateway'))(
  '%s has examples in its help, or in that of its parts',
  async (name) => {
    const { code, stdout } = await runCli([name, '--help']);
    expect(code).toBe(0);
    const parts = /\nCommands:\n([^]*)$/.exec(stdout)?.[1]?.match(/^ {2}\w+/gm) ?? [];
    const texts = [stdout];
    for (const part of parts) texts.push((await runCli([name, part.trim(), '--help'])).stdout);
    expect(texts.some((text) => text.includes(`hooklatch ${name} `) && text.includes('Example'))).toBe(true);
  },
);

const errors: readonly (readonly [args: readonly string[], message: RegExp])[] = [
  [['sned'], /unknown command 'sned'[^]*send/],
  [['send', 'clerk', '--nosuch'], /unknown option '--nosuch'/],
  [['verify'], /missing required argument 'provider'/],
  [['secret'], /^Usage: hooklatch secret/],
];

test.each(errors)('%j cannot be understood', async (args, message) => {
  expect(await runCli(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
});

test('an error is JSON where JSON is asked for', async () => {
  const { code, stderr } = await runCli(['send', 'nosuch', '--json']);
  expect(code).toBe(2);
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'unknown_provider', message: expect.any(String) },
  });
});

test('the version is that of the package', async () => {
  const { stdout } = await runCli(['--version']);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test('no colours where no terminal is', async () => {
  const bin = fileURLToPath(new URL('../src/hooklatch.ts', import.meta.url));
  const env = {
    PATH: process.env['PATH'],
    CLERK_WEBHOOK_SIGNING_SECRET: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  };
  const args = ['--conditions=@hooklatch/source', bin, 'verify', 'clerk'];
  const run = (more: object): Promise<string> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, args, { env: { ...env, ...more } }, (_error, stdout) =>
        resolve(stdout),
      );
      child.stdin?.end('POST / HTTP/1.1\n\n{}');
    });
  expect(await run({})).not.toContain('\u001B');
  expect(await run({ FORCE_COLOR: '1' })).toContain('\u001B[31m');
  expect(await run({ FORCE_COLOR: '1', NO_COLOR: '1' })).not.toContain('\u001B');
});

test('what is hostile becomes visible, and in JSON means the same', () => {
  const text = 'a\u001B[2J\u009B\u202E\u200B\u{E0041}\uD800\u00AD\nb';
  expect(toPrintable(text)).toBe(String.raw`a\u{1b}[2J\u{9b}\u{202e}\u{200b}\u{e0041}\u{d800}\u{ad}` + '\nb');
  expect(toPrintable('a\n', { isLine: true })).toBe(String.raw`a\u{a}`);
  expect(toPrintable('déjà vu 👍🏽 日本')).toBe('déjà vu 👍🏽 日本');
  const json = toPrintableJson({ text });
  expect(hasHostile(json)).toBe(false);
  expect(JSON.parse(json)).toEqual({ text });
});

test('progress is silent for a second, and takes its line away', async () => {
  let written = '';
  const stderr = { isTTY: true, write: (text: string) => (written += text) };
  startProgress({ stderr } as never, 'waiting').end();
  expect(written).toBe('');
  const progress = startProgress({ stderr } as never, 'waiting');
  progress.update('2 of 3');
  await expect.poll(() => written, { timeout: 5000 }).toContain('2 of 3');
  progress.end();
  expect(written).toContain('2 of 3');
  expect(written.endsWith('\u001B[2K')).toBe(true);
});
