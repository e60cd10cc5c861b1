import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { describeExample } from '../../../test/examples/describe-example.ts';

const folder = new URL('../', import.meta.url);

describeExample({
  folder,
  ready: /Ready on (http:\/\/localhost:\d+)/,
  env: { WRANGLER_SEND_METRICS: 'false', XDG_CONFIG_HOME: fileURLToPath(new URL('.wrangler', folder)) },
});

test("the example fits Cloudflare's own types", async () => {
  const project = fileURLToPath(new URL('./types/tsconfig.json', import.meta.url));
  const { stdout } = await promisify(execFile)('tsc', ['--noEmit', '-p', project]);
  expect(stdout).toBe('');
});
