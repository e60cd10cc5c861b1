import { describe, expect, test } from 'vitest';
import { startExample } from '../../../../test/examples/start-example.ts';
import { runCli } from '../support/run-cli.ts';
import { secret } from './receiver.ts';

/** Those that start from their sources, without a build. */
const examples = ['express', 'fastify', 'hono'];

describe('the example is certified', () => {
  test.concurrent.each(examples)(
    '%s',
    async (name) => {
      const running = await startExample(
        {
          folder: new URL(`../../../../examples/${name}/`, import.meta.url),
          env: { NODE_OPTIONS: '--conditions=@hooklatch/source' },
        },
        { CLERK_WEBHOOK_SIGNING_SECRET: secret, STRIPE_WEBHOOK_SECRET: 'whsec_some_secret_of_a_test' },
      );
      try {
        const url = `${running.url}/webhooks/clerk`;
        const { code, stdout } = await runCli(['certify', url, '--provider', 'clerk', '--secret', secret]);
        expect(stdout).not.toMatch(/✗|! warning/);
        expect(stdout).toMatch(/✓ certified: \d\d ok, 4 left out/);
        expect(code).toBe(0);
      } finally {
        await running.close();
      }
    },
    90_000,
  );
});
