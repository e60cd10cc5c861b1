import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { packAll } from '../../scripts/lib/pack.mjs';
import { publicPackages } from '../../scripts/lib/workspace.mjs';

const exec = promisify(execFile);

const allowed = [
  /^dist\/.+\.([cm]js|d\.[cm]ts)$/,
  /^(LICENSE|README\.md|package\.json)$/,
  // Data for other languages and tools.
  /^vectors\/(README\.md|[\w-]+\.jsonl?)$/,
  /^guides\/[\w-]+\.json$/,
  // Pages of a server.
  /^assets\/[\w-]+\/[\w-]+\.(html|css|js|svg)$/,
  /^dist\/dashboard\/(assets\/)?[\w-]+\.(html|css|js|svg)$/,
];

describe.each(publicPackages())('the tarball of %s', (dir) => {
  let into: string;
  let tarball: string;
  let files: string[];

  const sources = readdirSync(new URL(`../../${dir}/src/`, import.meta.url), { withFileTypes: true });
  const names = sources.filter((one) => one.isFile()).map(({ name }) => name.replace(/\.ts$/, ''));
  const entries = names.map((name) => `dist/${name}.mjs`);

  const read = async (pattern: RegExp): Promise<string> => {
    const wanted = files.filter((file) => pattern.test(file)).map((file) => `package/${file}`);
    // Without names tar gives everything.
    if (wanted.length === 0) return '';
    return (await exec('tar', ['-xzOf', tarball, ...wanted], { maxBuffer: 2 ** 26 })).stdout;
  };

  beforeAll(async () => {
    into = await mkdtemp(join(tmpdir(), 'hooklatch tarballs '));
    tarball = (await packAll(into, [dir]))[0]?.tarball ?? '';
    const { stdout } = await exec('tar', ['-tzf', tarball]);
    files = stdout
      .trim()
      .split('\n')
      .map((file) => file.replace(/^package\//, ''));
  });
  afterAll(() => rm(into, { recursive: true, force: true }));

  test('holds what was built, a manifest, a README and the licence, and nothing else', () => {
    expect(files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', ...entries]));
    expect(files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
  });

  test('has a manifest that names no source, and no version of the workspace', async () => {
    const manifest = await read(/^package\.json$/);
    expect(manifest).not.toMatch(/@hooklatch\/source|\.\/src\/|workspace:/);
    const { exports, bin = {} } = JSON.parse(manifest);
    for (const name of names.filter((one) => !Object.hasOwn(bin, one))) {
      expect(exports).toHaveProperty([name === 'index' ? '.' : `./${name}`, 'require', 'types']);
    }
  });

  test('has declarations that stand alone', async () => {
    const declarations = await read(/\.d\.[cm]ts$/);
    expect(declarations.match(/\b(from|import)\b[\s(]*['"](#crypto|[^'"]+\.ts)['"]/g)).toBeNull();
  });
});
