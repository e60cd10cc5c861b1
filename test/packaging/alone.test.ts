import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { providerNames } from '@hooklatch/providers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsumer, type Consumer } from './consumer.ts';
import { offences } from './offences.ts';

// Every entry of @hooklatch/providers is bundled with core from its packed files: what one brings is its own.

let project: Consumer;
const bundles = new Map<string, string>();

beforeAll(async () => {
  project = await createConsumer('module');
  for (const name of providerNames) {
    const lines = ["export * from '@hooklatch/core';", `export * from '@hooklatch/providers/${name}';`];
    await project.write(`${name}.entry.mjs`, lines.join('\n'));
  }
  const { outputFiles } = await build({
    entryPoints: providerNames.map((name) => join(project.dir, `${name}.entry.mjs`)),
    absWorkingDir: project.dir,
    outdir: project.dir,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    write: false,
  });
  for (const { path, text } of outputFiles) bundles.set(basename(path, '.entry.js'), text);
}, 120_000);
afterAll(() => project?.remove());

const names = new Set<string>(providerNames);

test.each(providerNames)('importing %s brings no other provider', (name) => {
  const text = bundles.get(name) ?? '';
  const defined = [...text.matchAll(/\bname: "([\w-]+)"/g)].map(([, found]) => found as string);
  expect(text).toContain('createWebhook');
  expect(defined.filter((found) => names.has(found) && found !== name)).toEqual([]);
  expect(offences(text)).toEqual([]);
});

test.each(['stripe', 'github', 'discord'])(
  '%s reads no tokens, structured fields or Keccak, and brings no library',
  (name) => {
    expect(bundles.get(name)).not.toMatch(/JWSInvalid|parseDictionary|keccak/i);
  },
);
