import { build, type Metafile } from 'esbuild';
import { gzipSync } from 'node:zlib';
import { basename } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createConsumer, type Consumer } from './consumer.ts';

interface Bundle {
  /** What is loaded at once. */
  readonly initial: string;
  /** That, and what is loaded when it is needed. */
  readonly all: string;
}

/** Follows static imports from the entry; a dynamic one starts a chunk that is loaded later. */
function initialFiles({ outputs }: Metafile): Set<string> {
  const entry = Object.keys(outputs).find((file) => basename(file) === 'entry.js') as string;
  const files = new Set([entry]);
  for (const file of files) {
    for (const { path, kind } of outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && path in outputs) files.add(path);
    }
  }
  return files;
}

async function bundle(project: Consumer, code: string, conditions: string[]): Promise<Bundle> {
  const { metafile, outputFiles } = await build({
    stdin: { contents: code, resolveDir: project.dir, sourcefile: 'entry.js' },
    entryNames: 'entry',
    outdir: 'out',
    absWorkingDir: project.dir,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    conditions,
    metafile: true,
    write: false,
    external: ['node:*'],
  });
  const initial = new Set([...initialFiles(metafile)].map((file) => basename(file)));
  const texts = outputFiles.map((file) => ({ name: basename(file.path), text: file.text }));
  return {
    initial: texts
      .filter(({ name }) => initial.has(name))
      .map(({ text }) => text)
      .join('\n'),
    all: texts.map(({ text }) => text).join('\n'),
  };
}

const worker = `
import { createWebhook } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';
const webhook = createWebhook(stripe(), { on: { '*': (event) => console.log(event.id) } });
export default { fetch: webhook.fetch };
`;

const otherProviders = [
  'x-hub-signature',
  'svix-',
  'x-shopify',
  'x-gitlab',
  'x-slack',
  'x-vercel',
  'x-supabase',
];

describe('a bundle of core with one provider', () => {
  let project: Consumer;

  beforeAll(async () => {
    project = await createConsumer('module');
  });
  afterAll(() => project?.remove());

  test.each([
    ['workerd', ['workerd', 'worker', 'browser']],
    ['edge-light', ['edge-light', 'browser']],
    ['no runtime named', []],
  ])('has no import of node: (%s)', async (_, conditions) => {
    const { all } = await bundle(project, worker, conditions);
    expect(all.match(/["'`]node:\w+["'`]/g)).toBeNull();
    expect(all).toContain('.subtle');
  });

  test.each(['node', 'bun', 'deno'])('uses node:crypto (%s)', async (condition) => {
    const { all } = await bundle(project, worker, [condition]);
    expect(all).toContain('node:crypto');
    expect(all).not.toContain('.subtle');
  });

  test('is smaller than 5 kB, minified and gzipped', async () => {
    const { initial } = await bundle(project, worker, ['workerd', 'worker', 'browser']);
    expect(gzipSync(initial, { level: 9 }).length).toBeLessThan(5000);
  });

  test.each(otherProviders)('knows nothing of %s', async (text) => {
    const { initial } = await bundle(project, worker, ['workerd', 'worker', 'browser']);
    expect(initial).toContain('stripe-signature');
    expect(initial.toLowerCase()).not.toContain(text);
  });
});
