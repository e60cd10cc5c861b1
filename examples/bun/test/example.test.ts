import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';
import { startExample } from '../../../test/examples/start-example.ts';

describePlatform('Bun.serve', async () => {
  const { url, lines, close } = await startExample(
    { folder: new URL('../', import.meta.url), ready: /server: (http:\S+)$/m },
    platformSecrets,
  );
  return {
    urls: { clerk: `${url}/webhooks/clerk`, meta: `${url}/webhooks/meta` },
    lines: () => lines,
    close,
  };
});
