import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundle, workerd } from '../../benchmarks/lib/bundle.mjs';
import { createConsumer, type Consumer } from './consumer.ts';
import { offences } from './offences.ts';

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
});
