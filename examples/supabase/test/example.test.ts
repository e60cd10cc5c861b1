import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';
import { startProcess } from '../../../test/examples/start-process.ts';

const folder = new URL('../', import.meta.url);

/** A function as it stands, with the workspace's packages in the place of those of npm. */
function startFunction(name: string) {
  const allow = ['--allow-net', '--allow-env'];
  const file = `supabase/functions/${name}/index.ts`;
  return startProcess({
    folder,
    command: ['deno', 'run', '--no-prompt', '--cached-only', '--config', 'test/deno.json', ...allow, file],
    env: { ...platformSecrets, DENO_NO_UPDATE_CHECK: '1', DENO_SERVE_ADDRESS: 'tcp:127.0.0.1:0' },
    listening: /Listening on (http:\S+?)\/? *$/m,
  });
}

describePlatform('Supabase Edge Functions, local stand-in: Deno without the gateway', async () => {
  const [clerk, meta] = await Promise.all([startFunction('clerk'), startFunction('meta')]);
  return {
    urls: { clerk: `${clerk.url}/clerk`, meta: `${meta.url}/meta` },
    lines: () => [...clerk.lines, ...meta.lines],
    close: () => Promise.all([clerk.close(), meta.close()]),
  };
});

test.each(['clerk', 'meta'])('the gateway is told to let deliveries of %s through', (name) => {
  const config = readFileSync(new URL('supabase/config.toml', folder), 'utf8');
  expect(config).toMatch(new RegExp(String.raw`^\[functions\.${name}\]\nverify_jwt = false$`, 'm'));
});
