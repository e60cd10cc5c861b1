import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWebhook, deliveryHeaders, type SecretResolver } from '../src/index.ts';
import { defineProvider, hmac } from '../src/provider.ts';
import { acme, now, secret, write } from './acme.ts';

afterEach(() => vi.unstubAllEnvs());

/** Counts how often a secret is prepared, which no delivery should wait for twice. */
function counting() {
  const decode = vi.fn((text: string) => [new TextEncoder().encode(text)]);
  const scheme = hmac({
    content: '{timestamp}.{body}',
    timestamp: { header: 'x-acme-time' },
    signature: { header: 'x-acme-signature' },
    secret: decode,
  });
  return { decode, provider: defineProvider({ ...acme().definition, schemes: [scheme] }) };
}

const tenants =
  (secrets: Readonly<Record<string, string | readonly string[]>>): SecretResolver =>
  (head) =>
    secrets[head.headers.get('x-tenant') ?? ''];

async function sentTo(tenant: string, own: string) {
  const delivery = await write({ secret: own });
  return { ...delivery, headers: deliveryHeaders([...delivery.headers.entries(), ['x-tenant', tenant]]) };
}

describe('secrets of tenants', () => {
  test('are prepared once each, and never mixed', async () => {
    const { decode, provider } = counting();
    const resolver = tenants({
      a: 'the secret of tenant a',
      b: ['the old secret of b', 'the secret of tenant b'],
    });
    const webhook = createWebhook(provider({ secret: resolver }), { now: () => now });
    for (const _ of [1, 2]) {
      expect((await webhook.verify(await sentTo('a', 'the secret of tenant a'))).secretIndex).toBe(0);
      expect((await webhook.verify(await sentTo('b', 'the secret of tenant b'))).secretIndex).toBe(1);
    }
    expect(decode).toHaveBeenCalledTimes(3);
    await expect(webhook.verify(await sentTo('b', 'the secret of tenant a'))).rejects.toMatchObject({
      code: 'signature_mismatch',
    });
    await expect(webhook.verify(await sentTo('c', 'the secret of tenant a'))).rejects.toMatchObject({
      code: 'secret_missing',
    });
  });
  test('are forgotten over a thousand', async () => {
    const { decode, provider } = counting();
    let tenant = 0;
    const webhook = createWebhook(provider({ secret: () => `the secret of ${tenant}` }), { now: () => now });
    const ask = async (number: number) => {
      tenant = number;
      await webhook.ready();
    };
    for (let number = 0; number <= 1000; number += 1) await ask(number);
    decode.mockClear();
    await ask(0);
    expect(decode).toHaveBeenCalledTimes(0);
    await ask(1001);
    await ask(1);
    expect(decode).toHaveBeenCalledTimes(2);
  });
  test('that change are read anew', async () => {
    let own = 'the first secret of ours';
    const webhook = createWebhook(acme({ secret: async () => own }), { now: () => now });
    await webhook.verify(await write({ secret: own }));
    own = secret;
    expect((await webhook.verify(await write())).id).toBe('evt_1');
  });
  test('that cannot be used are told without any part of them', async () => {
    const webhook = createWebhook(acme({ secret: () => ['hunter2 hunter2', ''] }), { now: () => now });
    const error: unknown = await webhook.verify(await write()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: 'secret_invalid',
      status: 500,
      hint: expect.stringContaining('Secret 1 of acme is empty'),
    });
    expect(JSON.stringify(error) + String(error)).not.toContain('hunter2');
  });
});

describe('a secret of several variables', () => {
  const pair = defineProvider({ ...acme().definition, env: [['ACME_USER', 'ACME_PASSWORD'], 'ACME_TOKEN'] });
  const verified = async (own: string) =>
    (await createWebhook(pair(), { now: () => now }).verify(await write({ secret: own }))).id;

  test('is all of them with a space between', async () => {
    vi.stubEnv('ACME_USER', 'a user of ours');
    vi.stubEnv('ACME_PASSWORD', 'password');
    vi.stubEnv('ACME_TOKEN', secret);
    expect(await verified('a user of ours password')).toBe('evt_1');
  });
  test('is the next one where one of them is missing', async () => {
    vi.stubEnv('ACME_USER', 'a user of ours');
    vi.stubEnv('ACME_TOKEN', secret);
    expect(await verified(secret)).toBe('evt_1');
  });
  test('that is nowhere is named', async () => {
    await expect(verified(secret)).rejects.toMatchObject({
      code: 'secret_missing',
      hint: expect.stringContaining('ACME_USER and ACME_PASSWORD or ACME_TOKEN or ACME_WEBHOOK_SECRET'),
    });
  });
});
