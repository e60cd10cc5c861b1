import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { providers } from '@hooklatch/providers';
import { describe, expect, test } from 'vitest';
import { readPages, root } from './lib/snippets.ts';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const readManifest = (path: string): Manifest => JSON.parse(read(path)) as Manifest;
const list = (pattern: string): string[] => globSync(pattern, { cwd: root }).toSorted();
const pages = readPages();
const manifests = list('packages/*/package.json')
  .filter((path) => list(`${dirname(path)}/src/*.ts`).length > 0)
  .map((path) => [dirname(path), readManifest(path)] as const);

/** Whether a path is an entry, or lies in a folder that is one. */
const isEntry = (entry: string, path: string): boolean =>
  entry.endsWith('/*') ? `${path}/`.startsWith(entry.slice(0, -1)) : entry === path;

describe.each(manifests)('%s', (folder, { name }) => {
  test('has a README.md with an install line', () => {
    expect(read(`${folder}/README.md`)).toMatch(new RegExp(`npm install [^\n]*${name}`));
  });
  test('says what to do when it does not work', () => {
    expect(read(`${folder}/README.md`)).toMatch(/does not work|errors\.md|body_consumed/i);
  });
});

describe.each(pages)('%s', (page) => {
  const text = read(page);
  test('names only packages and entries that exist', () => {
    const named = [...text.matchAll(/(@hooklatch\/[\w-]+)((?:\/[\w-]+)*)(?![\w/<-])/g)];
    const entries = new Map(manifests.map(([, { name, exports }]) => [name, Object.keys(exports)]));
    // A package is installed by its name, also one that has nothing but entries below it.
    const isKnown = (name: string, path: string): boolean =>
      (path === '' && entries.has(name)) || !!entries.get(name)?.some((entry) => isEntry(entry, `.${path}`));
    const unknown = named.filter(([, name = '', path = '']) => !isKnown(name, path)).map(([all]) => all);
    expect(unknown).toEqual([]);
  });
  test('links only to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(([, to]) => to as string);
    expect(links.filter((to) => !existsSync(join(root, dirname(page), to)))).toEqual([]);
  });
});

/** The cells of a table's rows, by the text of the cell that names the row. */
function readRows(page: string, column: number): Map<string, readonly string[]> {
  const rows = read(page)
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return new Map(rows.map((cells) => [(cells[column] ?? '').replaceAll('`', ''), cells]));
}

const names = list('packages/providers/src/*.ts')
  .map((path) => basename(path, '.ts'))
  .filter((name) => name !== 'index') as (keyof typeof providers)[];
const presets = ['basic', 'custom', 'token'];

describe.each(names)('the provider %s', (name) => {
  test('stands in the registry, in the list, and has a page', () => {
    expect(Object.keys(providers)).toContain(name);
    expect(read('docs/providers.md')).toContain(`(providers/${name}.md) | \`${name}\``);
    expect(read(`docs/providers/${name}.md`)).toMatch(/^## (The secret|Set it up|Events|Verification)$/m);
  });
  test('has vectors', () => {
    const vectors = existsSync(join(root, `packages/providers/vectors/${name}.json`));
    expect(vectors || presets.includes(name)).toBe(true);
  });
});

test('more than 120 services are there', () => {
  expect(names.length - presets.length).toBeGreaterThan(120);
});

test('every option of a webhook stands in the README of core', () => {
  const [, body = ''] =
    /export interface WebhookOptions.*?\{\n(.*?)\n\}/s.exec(read('packages/core/src/lib/options.ts')) ?? [];
  const options = [...body.matchAll(/^ {2}readonly (\w+)\?/gm)].map(([, option]) => option as string);
  const rows = readRows('packages/core/README.md', 1);
  expect(options.length).toBeGreaterThan(10);
  expect(options.filter((option) => !rows.has(option))).toEqual([]);
});

test('every dependency has its reason', () => {
  const wanted = list('{.,packages/*,examples/*}/package.json')
    .map(readManifest)
    .flatMap(({ dependencies, devDependencies }) => Object.keys({ ...dependencies, ...devDependencies }))
    .filter((name) => !name.startsWith('@hooklatch/'));
  const reasons = read('docs/decisions/dependencies.md');
  expect([...new Set(wanted)].filter((name) => !reasons.includes(`\`${name}\``))).toEqual([]);
});

test('every decision has a title and says what is done', () => {
  const decisions = list('docs/decisions/*.md').filter((path) => !path.endsWith('dependencies.md'));
  expect(decisions.filter((path) => !/^# .+\n[^]*^## What is done$/m.test(read(path)))).toEqual([]);
});
