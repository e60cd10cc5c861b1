import { providerNames } from '@hooklatch/providers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, workerd } from '../../benchmarks/lib/bundle.mjs';
import { createConsumer, type Consumer } from './consumer.ts';

// Sizes are measured and bounded by benchmarks/size.mjs.

const worker = `
import { createWebhook } from '@hooklatch/core';
import { stripe } from '@hooklatch/providers/stripe';
const webhook = createWebhook(stripe(), { on: { '*': (event) => console.log(event.id) } });
export default { fetch: webhook.fetch };
`;

const otherProviders = [
  'x-hub-signature',
  'svix-',
  'x-shopify',
  'x-gitlab',
  'x-slack',
  'x-vercel',
  'x-supabase',
];

/** What no bundle for a runtime without Node has. */
const forbidden = {
  'an import of node:': /["'`]node:\w+["'`]/,
  eval: /\beval\(/,
  'new Function': /\bnew Function\b|[^.\w]Function\(/,
  'process.binding': /process\.binding/,
  'a call of require': /[^.\w]require\(["'`]/,
};

const offences = (text: string): string[] =>
  Object.entries(forbidden)
    .filter(([, pattern]) => pattern.test(text))
    .map(([name]) => name);

/** Providers whose name is an option. */
const namedByUse: ReadonlySet<string> = new Set(['basic', 'custom', 'token']);

/** Providers that a bundle defines. */
const defined = (text: string): string[] =>
  Array.from(text.matchAll(/\bname:["'`]([\w-]+)["'`]/g), ([, name]) => name as string).filter((name) =>
    (providerNames as readonly string[]).includes(name),
  );

describe('a bundle of core with one provider', () => {
  let project: Consumer;

  beforeAll(async () => {
    project = await createConsumer('module');
  });
  afterAll(() => project?.remove());

  const bundled = (code: string, conditions: readonly string[]) =>
    bundle(code, { dir: project.dir, conditions });

  test.each([
    ['workerd', workerd],
    ['edge-light', ['edge-light', 'browser']],
    ['no runtime named', []],
  ])('has no import of node: (%s)', async (_, conditions) => {
    const { all } = await bundled(worker, conditions);
    expect(offences(all)).toEqual([]);
    expect(all).toContain('.subtle');
  });

  test.each(['node', 'bun', 'deno'])('uses node:crypto (%s)', async (condition) => {
    const { all } = await bundled(worker, [condition]);
    expect(all).toContain('node:crypto');
    expect(all).not.toContain('.subtle');
  });

  test.each(otherProviders)('knows nothing of %s', async (text) => {
    const { initial } = await bundled(worker, workerd);
    expect(initial).toContain('stripe-signature');
    expect(initial.toLowerCase()).not.toContain(text);
  });

  test('of each provider has no other, and nothing of Node', { timeout: 60_000 }, async () => {
    const found = await Promise.all(
      providerNames.map(async (name) => {
        const code = `export { createWebhook } from '@hooklatch/core';
export * from '@hooklatch/providers/${name}';`;
        const { all } = await bundled(code, workerd);
        return { name, defined: defined(all), offences: offences(all) };
      }),
    );
    const expected = providerNames.map((name) => ({
      name,
      defined: namedByUse.has(name) ? [] : [name],
      offences: [],
    }));
    expect(found).toEqual(expected);
  });
});
