import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const untouched = 'signature_mismatch, signature_mismatch';

test('where Elysia has read the body, the answer says so', async () => {
  const script = fileURLToPath(new URL('./fixture/parsing.ts', import.meta.url));
  const { stdout } = await promisify(execFile)('bun', [script]);
  // Of a body that is JSON, and of one that is none.
  expect(stdout.trim().split('\n')).toEqual([
    `a route: ${untouched}`,
    `a route below another that uses the body: ${untouched}`,
    'a route below a hook that uses the body: body_consumed, 400',
    'a route that passes the context on: body_consumed, 400',
    `both, with parse: none: ${untouched}`,
    `a mount: ${untouched}`,
    `onParse below the route: ${untouched}`,
    'onParse above the route: body_consumed, body_consumed',
    'aot: false, a route with parse: none: body_consumed, 500',
    `aot: false, a mount: ${untouched}`,
  ]);
});
