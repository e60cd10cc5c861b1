import { createRequire } from 'node:module';
import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';
import { startProcess } from '../../../test/examples/start-process.ts';

const require = createRequire(import.meta.url);

/** A function as `vercel dev` runs it. */
function startFunction(name: string) {
  return startProcess({
    folder: new URL('../', import.meta.url),
    command: [process.execPath, require.resolve('@vercel/node/dist/dev-server.mjs')],
    env: {
      ...platformSecrets,
      VERCEL_DEV_ENTRYPOINT: `api/webhooks/${name}.ts`,
      VERCEL_TELEMETRY_DISABLED: '1',
    },
    listening: /^Dev server listening: .*?port: (\d+)/m,
  });
}

describePlatform("Vercel Functions, the dev server of Vercel's Node runtime", async () => {
  const [clerk, meta] = await Promise.all([startFunction('clerk'), startFunction('meta')]);
  return {
    urls: { clerk: `${clerk.url}/api/webhooks/clerk`, meta: `${meta.url}/api/webhooks/meta` },
    lines: () => [...clerk.lines, ...meta.lines],
    close: () => Promise.all([clerk.close(), meta.close()]),
  };
});
