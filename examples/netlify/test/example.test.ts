import { fileURLToPath } from 'node:url';
import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';
import { startProcess } from '../../../test/examples/start-process.ts';
import { findPort } from '../../../test/servers/find-port.ts';

const folder = new URL('../', import.meta.url);

/** A function in Netlify's own runtime, which is a server in a process of its own. */
async function startFunction(name: string) {
  const port = String(await findPort());
  const { lines, close } = await startProcess({
    folder,
    command: [
      process.execPath,
      fileURLToPath(import.meta.resolve('@netlify/serverless-functions-api/server')),
    ],
    env: {
      ...platformSecrets,
      NETLIFY_PLAY_ENTRY_PATH: fileURLToPath(new URL(`netlify/functions/${name}.mts`, folder)),
      NETLIFY_PLAY_PORT: port,
      NETLIFY_PLAY_SERVER_READY_FD: '3',
    },
    listening: /(ready|1)/,
  });
  return { url: `http://127.0.0.1:${port}/webhooks/${name}`, lines, close };
}

describePlatform("Netlify Functions, Netlify's functions runtime", async () => {
  const [clerk, meta] = await Promise.all([startFunction('clerk'), startFunction('meta')]);
  return {
    urls: { clerk: clerk.url, meta: meta.url },
    lines: () => [...clerk.lines, ...meta.lines],
    close: () => Promise.all([clerk.close(), meta.close()]),
  };
});
