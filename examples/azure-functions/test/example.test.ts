import { vi } from 'vitest';
import { startGateway } from '../../../packages/azure-functions/test/fixture/gateway.ts';
import { describePlatform, platformSecrets } from '../../../test/examples/describe-platform.ts';

async function start() {
  const lines: string[] = [];
  for (const [name, secret] of Object.entries(platformSecrets)) vi.stubEnv(name, secret);
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  await import('../src/functions.ts');
  const { url, close } = await startGateway();
  return {
    urls: { clerk: `${url}/api/webhooks/clerk`, meta: `${url}/api/webhooks/meta` },
    lines: () => lines,
    async close() {
      vi.unstubAllEnvs();
      await close();
    },
  };
}

// The stand-in has no route for a method that a function does not name.
describePlatform('Azure Functions, local gateway', start, { wrongMethod: 404 });
