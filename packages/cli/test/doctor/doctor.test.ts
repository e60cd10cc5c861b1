import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isIgnored, readIgnoreRules } from '../../src/lib/doctor/ignore-rules.ts';
import { runCli } from '../support/run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooklatch-doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

const doctor = (...args: string[]) => runCli(['doctor', ...args], { cwd: folder });
const bad = 'export const secret = process.env.VITE_WEBHOOK_SECRET;\n';
const good = 'export const secret = process.env.WEBHOOK_SECRET;\n';

async function findings(...args: string[]): Promise<readonly string[]> {
  const { stdout } = await doctor('--json', ...args);
  const told = JSON.parse(stdout) as {
    findings: { file: string; line: number; column: number; rule: string }[];
  };
  return told.findings.map(({ file, line, column, rule }) => `${file}:${line}:${column} ${rule}`);
}

describe('what is told', () => {
  test('file, line, column, rule, what is wrong and the remedy; exit code 1', async () => {
    write({ 'a.ts': good, 'src/b.ts': `// A comment.\n${bad}` });
    const { code, stdout, stderr } = await doctor();
    expect(stdout).toBe(
      'src/b.ts:2:23  no-secret-in-client\n' +
        '  VITE_WEBHOOK_SECRET is put into what browsers load, because of its prefix VITE_.\n' +
        '  Remedy: Name it WEBHOOK_SECRET, read it on the server alone, and change the secret: it has been published.\n\n',
    );
    expect(stderr).toBe('1 finding in 1 file; 2 files read.\n');
    expect(code).toBe(1);
  });
  test('nothing on standard output where nothing is found; exit code 0', async () => {
    write({ 'a.ts': good });
    expect(await doctor()).toEqual({ code: 0, stdout: '', stderr: 'Nothing found; 1 file read.\n' });
  });
  test('one JSON document', async () => {
    write({ 'a.ts': good });
    const { code, stdout } = await doctor('--json');
    expect(JSON.parse(stdout)).toEqual({ files: 1, findings: [], notes: [] });
    expect(code).toBe(0);
  });
  test('control characters of a file and of its name are shown harmless', async () => {
    write({
      'a\u001B[2J.ts': 'const = 1;',
      'b.ts':
        "import { Webhook } from 'svix';\nexport const f = (req) => req.json() && new Webhook('s').verify(req\n  .json(), '\u001B[31m');\n",
    });
    const { stdout, stderr } = await doctor();
    expect(stdout + stderr).not.toContain('\u001B');
    expect(stderr).toContain('a\\u{1b}[2J.ts');
    expect(stdout).toContain('no-reencoded-body');
  });
});

describe('what cannot be read', () => {
  test('a file that cannot be parsed is a note, and the others are examined', async () => {
    write({
      'a.ts': 'export const = ;',
      'b.ts': bad,
      'c.tsx': '<div>',
      'd.js': '// @flow\nconst a: number = 1;',
    });
    const { code, stdout, stderr } = await doctor();
    expect(stdout).toContain('b.ts:1:');
    expect(stderr).toMatch(
      /^Not looked at: a\.ts: .+ in line 1\.\nNot looked at: c\.tsx: .+\nNot looked at: d\.js: .+\n/,
    );
    expect(code).toBe(1);
  });
  test.each<[string, string, string | Uint8Array]>([
    ['bytes that are no text', 'a.ts', Uint8Array.of(0, 255, 254, 128, 10)],
    ['a file of 2 MiB', 'a.ts', `const a = '${'x'.repeat(2 ** 21)}';`],
  ])('%s are a note', async (_, name, content) => {
    write({ [name]: content });
    const { code, stderr } = await doctor();
    expect(stderr).toMatch(/^Not looked at: a\.ts: .+\.\nNothing found/);
    expect(code).toBe(0);
  });
  test('brackets 5,000 deep do not end the process', async () => {
    write({ 'a.ts': `export const a = ${'['.repeat(5000)}${']'.repeat(5000)};`, 'b.ts': bad });
    const { code, stdout } = await doctor();
    expect(stdout).toContain('b.ts:1:');
    expect(code).toBe(1);
  });
  test('generated chains of 3,000 calls, and names that lead to themselves, take no minutes', async () => {
    write({
      'chain.ts': `export const x = y${'.a()'.repeat(3000)};`,
      'self.js':
        'const a = b + a, b = a; const f = () => f(); export const c = a === f(); export { a as default };',
      'loop.js':
        "export { default } from './loop.js';\nimport l from './loop.js';\napp.use(l);\nvar app = app;",
      'z.ts': bad,
    });
    expect(await findings()).toEqual(['z.ts:1:23 no-secret-in-client']);
  }, 10_000);
  test('an empty file, and one that is a comment, have nothing wrong', async () => {
    write({
      'a.ts': '',
      'b.js': '// Nothing.',
      'c.jsx': 'export const a = <b />;',
      'd.cjs': 'return 1;',
      'e.js': 'export const a = <b />;',
    });
    expect(await doctor()).toMatchObject({ code: 0, stderr: 'Nothing found; 5 files read.\n' });
  });
  test.runIf(process.getuid?.() !== 0)('a file without the permission to read it is a note', async () => {
    write({ 'a.ts': good, 'b.ts': bad });
    chmodSync(join(folder, 'b.ts'), 0);
    expect((await doctor()).stderr).toContain('Not looked at: b.ts: It cannot be read: EACCES.');
  });
  test.each([
    ['a directory that is not there', ['nowhere'], 'There is no nowhere.'],
    ['a directory without programs', [], 'There is no JavaScript or TypeScript in .'],
  ])('%s is exit code 2', async (_, args, message) => {
    const { code, stderr } = await doctor(...args);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('which files', () => {
  test('dependencies, tests, what is built, hidden or declared only, and links are left out', async () => {
    write(
      Object.fromEntries(
        [
          'node_modules/x/a.js',
          'dist/a.js',
          '.next/a.js',
          'coverage/a.js',
          'test/a.ts',
          'src/a.test.ts',
          'src/__tests__/a.ts',
          'a.d.ts',
          'a.min.js',
          'a.json',
          'a.py',
        ].map((name) => [name, bad]),
      ),
    );
    write({ 'src/a.mts': bad, 'src/b.cjs': bad, 'src/c.jsx': bad });
    symlinkSync(join(folder, 'src'), join(folder, 'link'));
    expect(await findings()).toEqual(
      ['src/a.mts', 'src/b.cjs', 'src/c.jsx'].map((file) => `${file}:1:23 no-secret-in-client`),
    );
  });
  test('what git ignores is left out; .env files, which it should ignore, are not', async () => {
    write({
      '.gitignore': '/generated\n*.gen.ts\n.env*\n',
      'generated/a.ts': bad,
      'b.gen.ts': bad,
      'src/generated/c.ts': bad,
      '.env': 'A=1\nVITE_WEBHOOK_SECRET=x\n',
    });
    expect(await findings()).toEqual([
      '.env:2:1 no-secret-in-client',
      'src/generated/c.ts:1:23 no-secret-in-client',
    ]);
  });
  test('the .gitignore of the repository around it counts', async () => {
    write({ '.git/HEAD': '', '.gitignore': 'out/\n', 'app/out/a.ts': bad, 'app/b.ts': bad });
    expect(await findings('app')).toEqual(['app/b.ts:1:23 no-secret-in-client']);
  });
  test('each package.json is an application of its own', async () => {
    const start = "import { NestFactory } from '@nestjs/core';\nawait NestFactory.create(AppModule);\n";
    const controller =
      "import { Webhook } from '@hooklatch/nestjs';\nexport class A { @Webhook('a') a() {} }\n";
    write({
      'package.json': '{}',
      'one/package.json': '{}',
      'one/main.ts': start,
      'two/package.json': '{}',
      'two/a.ts': controller,
    });
    expect(await findings()).toEqual([]);
    write({ 'one/a.ts': controller });
    expect(await findings()).toEqual(['one/a.ts:2:19 nest-webhooks-module']);
  });
  test('one file', async () => {
    write({ 'src/a.ts': bad, 'src/b.ts': bad });
    expect(await findings('src/a.ts')).toEqual(['src/a.ts:1:23 no-secret-in-client']);
  });
  test('one file is what its path in the application says', async () => {
    const page = "import { toNext } from '@hooklatch/next';\nexport default toNext(globalThis.webhook);\n";
    write({ 'web/package.json': '{}', 'web/pages/api/a.ts': page, 'web/lib/a.ts': page });
    expect(await findings('web/pages/api/a.ts')).toEqual(['web/pages/api/a.ts:2:16 next-body-parser']);
    expect(await findings('web/lib/a.ts')).toEqual([]);
  });
  test("ESLint's comments turn a finding off", async () => {
    const off = (comment: string): string => `${comment}\n${bad}`;
    write({
      'a.ts': off('// eslint-disable-next-line hooklatch/no-secret-in-client -- it is no secret'),
      'b.ts': off('/* eslint-disable hooklatch/no-secret-in-client */'),
      'c.ts': off('// eslint-disable-next-line no-console'),
      'd.ts': off('// oxlint-disable-next-line hooklatch/no-secret-in-client'),
      'e.ts': `${bad.trim()} // eslint-disable-line\n${bad}`,
      'f.ts': off('/* eslint-disable */\n/* eslint-enable */'),
    });
    const rule = 'no-secret-in-client';
    expect(await findings()).toEqual([`c.ts:2:23 ${rule}`, `e.ts:2:23 ${rule}`, `f.ts:3:23 ${rule}`]);
  });
});

describe('.gitignore', () => {
  test.each([
    ['*.log', 'a.log', true],
    ['*.log', 'deep/er/a.log', true],
    ['/a.ts', 'b/a.ts', false],
    ['/a.ts', 'a.ts', true],
    ['src/*.ts', 'src/a.ts', true],
    ['src/*.ts', 'src/b/a.ts', false],
    ['**/gen/**', 'a/gen/b/c.ts', true],
    ['a/**/b.ts', 'a/b.ts', true],
    ['a?.ts', 'ab.ts', true],
    ['[ab].ts', 'a.ts', true],
    ['[!ab].ts', 'a.ts', false],
    ['*.ts\n!keep.ts', 'keep.ts', false],
    ['# a.ts', 'a.ts', false],
    ['\\#a.ts', '#a.ts', true],
    ['gen/', 'gen', false],
    ['a.(ts', 'a.(ts', true],
  ])('%j and the file %s: %s', (text, path, ignored) => {
    expect(isIgnored(readIgnoreRules(text, ''), path, false)).toBe(ignored);
  });
});
