import { describe, expect, test } from 'vitest';
import { createWebhook, deliveryHeaders, WebhookError, type DeliveryReport } from '../src/index.ts';
import { defineProvider, hmac, token, toBytes, writeDelivery } from '../src/provider.ts';
import { acme, recorded, secret } from './acme.ts';

const bare = (headers: Record<string, string>) => ({
  method: 'POST',
  url: 'https://shop.example/hooks',
  headers: deliveryHeaders(headers),
  body: toBytes('{}'),
});

describe('a delivery without the signature', () => {
  test('that has the signature of another provider is said to be its', async () => {
    const { webhook, reports } = recorded({ on: { '*': () => {} } });
    const reply = await webhook.handle(bare({ 'stripe-signature': 't=1,v1=hunter2' }));
    expect(reply.body).toBe('{"status":400,"code":"signature_missing"}');
    expect(reports[0]?.hint).toMatch(
      /has the header stripe-signature of stripe: it came to the wrong endpoint/,
    );
    expect(JSON.stringify(reports)).not.toContain('hunter2');
  });
  test('is looked at in verify too, and its error keeps nothing of it', async () => {
    const webhook = createWebhook(acme({ secret }));
    const error: unknown = await webhook
      .verify(bare({ 'stripe-signature': 'hunter2' }))
      .catch((thrown: unknown) => thrown);
    expect(WebhookError.is(error) && error.hint).toMatch(/stripe-signature/);
    expect((error as Error).cause).toBeUndefined();
  });
  test('that has none of anybody is missing the own one', async () => {
    const { webhook, reports } = recorded({ on: { '*': () => {} } });
    await webhook.handle(bare({ 'x-other': 'a' }));
    expect(reports[0]?.hint).toBe('The header x-acme-signature is missing, so nothing proves who sent this.');
  });
});

const twice = defineProvider({
  ...acme().definition,
  name: 'twice',
  schemes: [
    hmac({ signature: { header: 'x-signature' }, secret: (text) => [toBytes(text), toBytes(`old ${text}`)] }),
  ],
});

test('a secret that fits in an encoding that is no longer used is reported', async () => {
  const warnings = async (signedWith: string): Promise<readonly string[]> => {
    const reports: DeliveryReport[] = [];
    const webhook = createWebhook(twice({ secret }), {
      on: { '*': () => {} },
      onDelivery: (report) => reports.push(report),
    });
    const draft = { body: toBytes('{}'), id: 'a', type: 'b', time: 0, url: 'https://shop.example' };
    const plain = defineProvider({
      ...acme().definition,
      schemes: [hmac({ signature: { header: 'x-signature' } })],
    });
    const reply = await webhook.handle(await writeDelivery(plain(), { ...draft, secret: signedWith }));
    expect(reply.status).toBe(200);
    return reports[0]?.warnings ?? [];
  };
  expect(await warnings(secret)).toEqual([]);
  expect(await warnings(`old ${secret}`)).toEqual([
    'Secret 0 fits, but not by the first key that it stands for: it is an older one, or in an encoding that twice no longer uses.',
  ]);
});

describe('a key that is fetched unless it is given', () => {
  const fetched = defineProvider({
    ...acme().definition,
    name: 'fetched',
    key: 'fetched',
    schemes: [token({ header: 'x-token' })],
  });
  const verdict = async (env: unknown, shown: string): Promise<number> => {
    const webhook = createWebhook(fetched(), { on: { '*': () => {} }, onDelivery: false });
    const request = new Request('https://shop.example', {
      method: 'POST',
      headers: { 'x-token': shown },
      body: '{}',
    });
    return (await webhook.fetch(request, env)).status;
  };
  test('is asked for by its name where there is none', async () => {
    expect(await verdict({}, 'fetched')).toBe(200);
  });
  test('is taken from the bindings where they have one', async () => {
    const env = { FETCHED_WEBHOOK_SECRET: 'a key in the bindings' };
    expect(await verdict(env, 'a key in the bindings')).toBe(200);
    expect(await verdict(env, 'fetched')).toBe(400);
  });
});
