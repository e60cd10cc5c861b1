import { build } from 'esbuild';
import { providerNames } from '@hooklatch/providers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsumer, type Consumer } from './consumer.ts';

// Every entry of @hooklatch/providers is bundled from its packed files: what one brings is its own.

let project: Consumer;

beforeAll(async () => {
  project = await createConsumer('module');
});
afterAll(() => project?.remove());

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: `export * from '@hooklatch/providers/${name}';`, resolveDir: project.dir },
    absWorkingDir: project.dir,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['workerd', 'worker', 'browser'],
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

const names = new Set<string>(providerNames);

test.each(providerNames)('importing %s brings no other provider', async (name) => {
  const text = await bundle(name);
  const defined = [...text.matchAll(/\bname: "([\w-]+)"/g)].map(([, found]) => found as string);
  expect(defined.filter((found) => names.has(found) && found !== name)).toEqual([]);
  // Nothing of Node, so that it runs on Workers.
  expect(text.match(/["']node:\w+["']/g)).toBeNull();
});

test('only those that read tokens, structured fields or Keccak bring a library', async () => {
  const sizes = await Promise.all(
    ['stripe', 'github', 'discord'].map(async (name) => (await bundle(name)).length),
  );
  for (const size of sizes) expect(size).toBeLessThan(60_000);
  for (const name of ['stripe', 'github', 'discord']) {
    expect(await bundle(name)).not.toMatch(/JWSInvalid|parseDictionary|keccak/i);
  }
});
