import type { SQS } from '@aws-sdk/client-sqs';
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

let loaded: Promise<typeof import('@aws-sdk/client-sqs')> | undefined;

/**
 * The real SDK, in one file: under the condition `module`, which Vitest sets, Node finds files of it that only bundlers
 * can read.
 */
async function load(): Promise<typeof import('@aws-sdk/client-sqs')> {
  const directory = await mkdtemp(join(tmpdir(), 'hooklatch-sqs-'));
  const outfile = join(directory, 'sdk.cjs');
  await build({
    stdin: {
      contents: `export { SQS, SQSClient } from '@aws-sdk/client-sqs';`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
  const sdk = createRequire(import.meta.url)(outfile) as typeof import('@aws-sdk/client-sqs');
  await rm(directory, { recursive: true });
  return sdk;
}

/** A client of the real SDK, for a local server. */
export async function createSqs(endpoint: string): Promise<SQS> {
  loaded ??= load();
  const { SQS } = await loaded;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'fake' };
  return new SQS({ endpoint, region: 'eu-west-1', credentials });
}
