import { beforeAll, expect, test } from 'vitest';
import { checkSnippets, type Complaints } from './lib/check-snippets.ts';
import { readSnippets } from './lib/snippets.ts';

const snippets = readSnippets();
const files = [...new Set(snippets.map(({ file }) => file))];
let complaints: Complaints = new Map();

beforeAll(async () => {
  complaints = await checkSnippets(snippets);
}, 300_000);

test.each(files)('the examples of %s compile', (file) => {
  expect(complaints.get(file) ?? []).toEqual([]);
});

test('the compiler complains of nothing else', () => {
  expect([...complaints].filter(([file]) => !files.includes(file))).toEqual([]);
});

test('a snippet that does not compile is named with its file and line', async () => {
  const code = "import { createWebhook } from '@hooklatch/core';\ncreateWebhook(1);";
  const found = await checkSnippets([{ file: 'docs/made-up.md', line: 7, language: 'ts', code }]);
  expect(found.get('docs/made-up.md')).toEqual([expect.stringMatching(/^docs\/made-up\.md:8 TS2345: /)]);
}, 60_000);
