import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** A Worker in one file, resolved as Wrangler does, from sources: nothing of Node is in it. */
export async function bundleWorker(entry: URL): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    write: false,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['@hooklatch/source', 'workerd', 'worker', 'browser'],
  });
  return outputFiles[0]?.text ?? '';
}
