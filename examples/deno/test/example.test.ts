import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';
import { startProcess } from '../../../test/examples/start-process.ts';

describePlatform('deno serve', async () => {
  const serve = ['--allow-env', '--host', '127.0.0.1', '--port', '0', 'src/main.ts'];
  const { url, lines, close } = await startProcess({
    folder: new URL('../', import.meta.url),
    command: ['deno', 'serve', '--no-prompt', '--cached-only', ...serve],
    env: { ...platformSecrets, DENO_NO_UPDATE_CHECK: '1' },
    listening: /Listening on (http:\S+?)\/? *$/m,
  });
  return {
    urls: { clerk: `${url}/webhooks/clerk`, meta: `${url}/webhooks/meta` },
    lines: () => lines,
    close,
  };
});
