import { createWebhook } from '@hooklatch/core';
import { findProvider, providerNames } from '@hooklatch/providers';
import { expect, test } from 'vitest';
import { runCli } from './support/run-cli.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const env = { CLERK_WEBHOOK_SIGNING_SECRET: secret };

const checks: readonly (readonly [args: readonly string[], world: object, code: number, stdout: RegExp])[] = [
  [['clerk', '--secret', secret], {}, 0, /^usable: the secret of --secret/],
  [['clerk'], { env }, 0, /of CLERK_WEBHOOK_SIGNING_SECRET/],
  [['clerk'], { stdin: `${secret}\n` }, 0, /of standard input\n.*line break/],
  [['clerk', '--secret', 'sk_live_abc'], {}, 1, /^not usable: .*an API key[^]*`whsec_` and base64/],
  [['clerk', '--secret', 'ep_123'], {}, 1, /the endpoint's id/],
  [['clerk', '--secret', 'whsec_short'], {}, 1, /^not usable/],
  [['clerk', '--secret', `"${secret}"`], {}, 1, /quotes around it/],
  [['github', '--secret', 'changeme'], {}, 0, /shorter than 16[^]*placeholder/],
  [['discord', '--public-key', 'nonsense'], {}, 1, /^not usable/],
  [
    ['discord', '--public-key', '65aabf0f5ee5a8f4e4ef84a6d3a2ae2e2fdbb6dbbd8b3d8a0a4f6a5f8f4a1a11'],
    {},
    0,
    /^usable: the key/,
  ],
];

test.each(checks)('secret check %j, %j ends with %i', async (args, world, code, stdout) => {
  const told = await runCli(['secret', 'check', ...args], world);
  expect(told).toMatchObject({ code, stdout: expect.stringMatching(stdout) });
  expect(told.stdout + told.stderr).not.toMatch(/MfKQ9r8GKYq|sk_live_abc|whsec_short/);
});

test('without a secret it says where one may stand', async () => {
  const told = await runCli(['secret', 'check', 'clerk']);
  expect(told).toMatchObject({ code: 2, stderr: expect.stringMatching(/CLERK_WEBHOOK_SIGNING_SECRET/) });
});

test('the verdict for machines holds no secret', async () => {
  const { stdout } = await runCli(['secret', 'check', 'clerk', '--secret', 'sk_live_abc', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ provider: 'clerk', isUsable: false, source: '--secret' });
  expect(stdout).not.toContain('live_abc');
});

const shared = ['clerk', 'stripe', 'github', 'supabase', 'shopify', 'basic', 'standard-webhooks'] as const;

test.each(shared)('secret new %s makes one that it takes', async (name) => {
  const { code, stdout } = await runCli(['secret', 'new', name]);
  expect(code).toBe(0);
  expect(createWebhook(findProvider(name)({ secret: stdout.trim() }))).toBeDefined();
  if (name !== 'github' && name !== 'shopify' && name !== 'basic') expect(stdout).toMatch(/^(v1,)?whsec_/);
  const again = await runCli(['secret', 'new', name]);
  expect(again.stdout).not.toBe(stdout);
});

test('secret new makes both keys of a provider that signs with a private one', async () => {
  const { stdout } = await runCli(['secret', 'new', 'discord', '--json']);
  const { publicKey, secret: privateKey } = JSON.parse(stdout) as Record<string, string>;
  expect(createWebhook(findProvider('discord')({ publicKey }))).toBeDefined();
  expect(privateKey).toContain('"d":');
});

test('providers lists all of them, and tells the facts of each', async () => {
  expect((await runCli(['providers'])).stdout.trim().split('\n')).toEqual(providerNames);
  for (const name of providerNames) {
    const { code, stdout, stderr } = await runCli(['providers', name, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const told = JSON.parse(stdout) as {
      name: string;
      sources: string[];
      secret: { text: string; variables: string };
    };
    expect(told).toMatchObject({ name, sources: expect.any(Array) });
    expect(told.secret.text.length + told.secret.variables.length).toBeGreaterThan(20);
  }
});

test('providers tells one for people', async () => {
  const { stdout } = await runCli(['providers', 'stripe']);
  expect(stdout).toMatch(
    /any text[^]*sk_ is an API key[^]*STRIPE_WEBHOOK_SECRET[^]*t=<time>,v1=<hex>[^]*for 72 h/,
  );
  expect((await runCli(['providers', 'strip'])).stderr).toMatch(/did you mean "stripe"/);
});
