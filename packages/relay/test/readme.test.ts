import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as worker from '../src/worker.ts';
import { bundleWorker } from './lib/bundle-worker.ts';

const root = new URL('../', import.meta.url);
const readme = readFileSync(new URL('README.md', root), 'utf8');
const [, source = ''] = /```ts\n(import \{ createRelayWorker \}[^]*?)```/.exec(readme) ?? [];
const [, wrangler = ''] = /```jsonc\n([^]*?)```/.exec(readme) ?? [];

test('the Worker of the README is bundled, and nothing of Node is in it', async () => {
  // Inside the package, so that its own name is found.
  const dir = mkdtempSync(join(fileURLToPath(root), '.readme-'));
  try {
    writeFileSync(join(dir, 'worker.ts'), source);
    const bundle = await bundleWorker(pathToFileURL(join(dir, 'worker.ts')));
    expect(bundle).not.toMatch(/["']node:|\brequire\(/);
    expect(bundle).toMatch(/HooklatchRelayObject[^]*as default/);
    expect(gzipSync(bundle).length).toBeLessThan(20_000);
  } finally {
    rmSync(dir, { recursive: true });
  }
});

test('the configuration of the README names what is exported', () => {
  const config = JSON.parse(wrangler.replaceAll(/^\s*\/\/.*$/gm, '').replaceAll(/,(\s*[}\]])/g, '$1')) as {
    durable_objects: { bindings: { name: string; class_name: string }[] };
    migrations: { new_sqlite_classes: string[] }[];
  };
  const [binding] = config.durable_objects.bindings;
  expect(Object.keys(worker)).toContain(binding?.class_name);
  expect(binding?.name).toBe('HOOKLATCH_RELAY');
  expect(config.migrations[0]?.new_sqlite_classes).toEqual([binding?.class_name]);
});
