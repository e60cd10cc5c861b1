import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configRoutes } from '../../src/lib/api/config-routes.ts';
import { accessRoutes } from '../../src/lib/api/access-routes.ts';
import { runApply, type ApplyOptions } from '../../src/lib/config/run-apply.ts';
import { openStage, type Stage } from '../access/open-stage.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const source = fileURLToPath(new URL('../../src/config.ts', import.meta.url));

let dir: string;
let stage: Stage;
let token: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hooklatch-apply-'));
  stage = await openStage({
    modules: (context, access, start) => [accessRoutes(context, access, start), configRoutes(context)],
  });
  token = await stage.createToken(await stage.setUp(), ['write']);
});
afterEach(async () => {
  await stage[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

async function apply(
  name: string,
  text: string,
  options: ApplyOptions = {},
  env: Record<string, string> = {},
): Promise<string> {
  await writeFile(join(dir, name), text);
  let out = '';
  const io = {
    stdout: { write: (more: string) => void (out += more) },
    stderr: { write: () => {} },
    env: { HOOKLATCH_GATEWAY_TOKEN: token, HOOKLATCH_GATEWAY_URL: stage.url, CLERK_SECRET: secret, ...env },
    cwd: dir,
    signal: new AbortController().signal,
    style: (_style: unknown, line: string) => line,
  };
  expect(await runApply(name, options, io)).toBe(0);
  return out;
}

const module = `import { defineGateway, env } from ${JSON.stringify(source)};
export const gateway = defineGateway({ endpoints: { clerk: { provider: 'clerk', secrets: [env('CLERK_SECRET')] } } });`;
const json = JSON.stringify({
  endpoints: { clerk: { provider: 'clerk', secrets: [{ $env: 'CLERK_SECRET' }] } },
});

test('a file of TypeScript and one of JSON say the same, and no secret is printed', async () => {
  const planned = await apply('config.ts', module, { dryRun: true });
  const made = await apply('config.ts', module);
  const again = await apply('config.json', json);
  expect(planned).toBe('+ endpoint clerk is made\nTo be done: 1 of 1. Nothing was changed yet.\n');
  expect(made).toMatch(/^\+ endpoint clerk is made: http\S+\/in\/\w+\nDone: 1 of 1\.\n$/);
  expect(again).toBe('= endpoint clerk is as it should be\nNothing is to be done.\n');
  expect(planned + made + again).not.toContain('MfKQ9r8');
  expect(await stage.context.db.selectFrom('secrets').selectAll().execute()).toHaveLength(1);
});

test.each<[string, string, string, Record<string, string>, RegExp]>([
  [
    'a variable that is not set',
    'a.json',
    json,
    { CLERK_SECRET: '' },
    /^Not set, and named in a\.json: CLERK_SECRET\.$/,
  ],
  ['no token', 'a.json', json, { HOOKLATCH_GATEWAY_TOKEN: '' }, /HOOKLATCH_GATEWAY_TOKEN is not set/],
  [
    'a token that is none',
    'a.json',
    json,
    { HOOKLATCH_GATEWAY_TOKEN: 'gw_nobody' },
    /^Nothing was changed: /,
  ],
  ['a word that there is not', 'a.json', '{"endpoint":{}}', {}, /^Nothing was changed: .*endpoint/],
  ['no JSON', 'a.json', '{"endpoints": whsec_', {}, /^a\.json is no JSON\.$/],
  ['no export', 'a.ts', 'export const other = 1;', {}, /exports no configuration/],
  [
    'a gateway that is not there',
    'a.json',
    json,
    { HOOKLATCH_GATEWAY_URL: 'http://127.0.0.1:9' },
    /does not answer/,
  ],
])('%s is said', async (_what, name, text, env, message) => {
  await expect(apply(name, text, {}, env)).rejects.toThrow(message);
});

test('a token without the scope changes nothing', async () => {
  const reader = await stage.createToken(await stage.signIn('owner', 'second@example.com'), ['read']);
  await expect(apply('a.json', json, {}, { HOOKLATCH_GATEWAY_TOKEN: reader })).rejects.toThrow(/scope write/);
});

test('a name cannot speak to the terminal', async () => {
  const named = JSON.stringify({ endpoints: { 'a\u001B[2Jb': { provider: 'github' } } });
  const refused: unknown = await apply('a.json', named).catch((error: unknown) => error);
  expect(String(refused)).toMatch(/^\P{Cc}*A name is one line\.$/u);
});
