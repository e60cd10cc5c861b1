import { configs, rules } from '@hooklatch/eslint-plugin';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESLint, type Linter } from 'eslint';
import { afterAll, beforeAll, expect, test } from 'vitest';

const broken =
  "import { toExpress } from '@hooklatch/express';\nimport express from 'express';\nconst app = express();\napp.use(express.json());\napp.post('/clerk', toExpress(globalThis.webhook));\n";
const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hooklatch-eslint-'));
  writeFileSync(join(folder, 'server.js'), broken);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// What ESLint's own types say a configuration is.
const config: Linter.Config = configs.recommended;

test('the recommended configuration finds, in ESLint', async () => {
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [config] });
  const [result] = await eslint.lintFiles(['server.js']);
  expect(result?.messages.map(({ ruleId, line, severity }) => ({ ruleId, line, severity }))).toEqual([
    { ruleId: 'hooklatch/no-parser-before-webhook', line: 4, severity: 2 },
  ]);
  expect(eslint.getRulesMetaForResults(result ? [result] : [])).toMatchObject({
    'hooklatch/no-parser-before-webhook': {
      docs: { url: expect.stringMatching(/#no-parser-before-webhook$/) },
    },
  });
});

test('a comment turns a rule off, in ESLint', async () => {
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [config] });
  const off = broken.replace(
    'app.use',
    '// eslint-disable-next-line hooklatch/no-parser-before-webhook\napp.use',
  );
  const [result] = await eslint.lintText(off, { filePath: 'server.js' });
  expect(result?.messages).toEqual([]);
});

test('a project that itself lies below tests/ is looked at', async () => {
  const cwd = '/home/tests/fixtures/app';
  const eslint = new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [config] });
  const code = 'export const secret = "whsec_C2FVsBQIhrscChlQIMV.b5hFmMgnMRzBb";'.replace('.', '');
  const lint = async (filePath: string) => (await eslint.lintText(code, { filePath }))[0]?.messages.length;
  expect(await lint('src/a.js')).toBe(1);
  expect(await lint('test/a.js')).toBe(0);
});

test.each(Object.entries(rules))('%s: the README has its section, and its sentence', (name, { meta }) => {
  expect(readme).toContain(`\n### \`${name}\`\n`);
  expect(readme).toContain(meta.docs.description);
});

test('the rules find in oxlint what they find in ESLint', () => {
  const plugin = fileURLToPath(new URL('../src/oxlint.ts', import.meta.url));
  const settings = {
    jsPlugins: [{ name: 'hooklatch', specifier: plugin }],
    rules: Object.fromEntries(Object.keys(rules).map((name) => [`hooklatch/${name}`, 'error'])),
  };
  writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(settings));
  const { stdout } = spawnSync('oxlint', ['--format', 'json', '.'], { cwd: folder, encoding: 'utf8' });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { code: string; message: string; labels: { span: { line: number } }[] }[];
  };
  const found = diagnostics.filter(({ code }) => code.startsWith('hooklatch'));
  expect(found.map(({ code, labels }) => [code, labels[0]?.span.line])).toEqual([
    ['hooklatch(no-parser-before-webhook)', 4],
  ]);
  expect(found[0]?.message).toMatch(/^express\.json\(\) reads the body before the webhook of line 5 does/);
});
