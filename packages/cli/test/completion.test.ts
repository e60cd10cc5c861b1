import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verbs } from '../src/lib/verbs.ts';
import { runCli } from './support/run-cli.ts';

let cwd: string;
beforeAll(async () => void (cwd = await mkdtemp(join(tmpdir(), 'hooklatch-'))));
afterAll(() => rm(cwd, { recursive: true }));

async function complete(...words: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await runCli(['complete', '--', ...words]);
  return stdout
    .trim()
    .split('\n')
    .slice(0, -1)
    .map((line) => line.split('\t')[0] ?? '');
}

const cases: readonly (readonly [words: readonly string[], next: readonly string[]])[] = [
  [['ver'], ['verify']],
  [['send', 'cler'], ['clerk']],
  [
    ['send', 'clerk', 'user.'],
    ['user.created', 'user.updated', 'user.deleted'],
  ],
  [['send', 'clerk', '--tam'], ['--tamper']],
  [['providers', 'strip'], ['stripe']],
  [['secret', 'n'], ['new']],
  [['secret', 'check', 'cler'], ['clerk']],
  [['completion', 'z'], ['zsh']],
  [
    ['verify', 'clerk', '--format', 'h'],
    ['http', 'har'],
  ],
];

test.each(cases)('%j is completed', async (words, next) => {
  expect(await complete(...words)).toEqual(next);
});

test('every verb is completed, and none that is hidden', async () => {
  const shown = verbs.filter(({ isHidden }) => !isHidden).map(({ name }) => name);
  expect(await complete('')).toEqual(shown);
});

test.each(['bash', 'zsh', 'fish', 'powershell'])('%s gets a script that calls hooklatch', async (shell) => {
  const { code, stdout } = await runCli(['completion', shell]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/hooklatch.*complete/);
});

test('another shell is refused', async () => {
  expect(await runCli(['completion', 'tcsh'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/bash, zsh/),
  });
});

test('bash completes with the script', async () => {
  const { stdout: script } = await runCli(['completion', 'bash']);
  const { stdout: answer } = await runCli(['complete', '--', 'send', 'cler']);
  await mkdir(join(cwd, 'bin'));
  await writeFile(join(cwd, 'bin', 'hooklatch'), `#!/bin/sh\ncat <<'END'\n${answer}END\n`, { mode: 0o755 });
  await writeFile(join(cwd, 'completion.sh'), script);
  const asked = `
    _get_comp_words_by_ref() { cur=cler; prev=send; words=(hooklatch send cler); cword=2; }
    . ./completion.sh
    COMP_WORDS=(hooklatch send cler) COMP_CWORD=2 COMP_LINE='hooklatch send cler' COMP_POINT=19
    __hooklatch_complete
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const env = { ...process.env, PATH: `${join(cwd, 'bin')}:${process.env['PATH']}` };
  const { stdout } = await promisify(execFile)('bash', ['-c', asked], { cwd, env });
  expect(stdout).toBe('clerk\n');
});
