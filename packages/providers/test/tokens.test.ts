import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { supabaseDatabase } from '../src/supabase-database.ts';
import { token } from '../src/token.ts';

afterEach(() => vi.unstubAllEnvs());

describe('Supabase database webhooks', () => {
  const verify = (provider: Provider, headers: Record<string, string>) =>
    createWebhook(provider).verify({
      method: 'POST',
      url: '/',
      headers: deliveryHeaders(headers),
      body: new Uint8Array(),
    });
  const pair = { 'x-webhook-id': 'orders', 'x-webhook-token': 'a-long-random-text' };

  test('come with a bearer token', async () => {
    const provider = supabaseDatabase({ secret: 'a-long-random-text' }) as Provider;
    expect((await verify(provider, { authorization: 'bearer a-long-random-text' })).provider).toBe(
      'supabase-database',
    );
  });
  test('come with a token in any header', async () => {
    const provider = supabaseDatabase({ header: 'X-My-Token', secret: 'a-long-random-text' }) as Provider;
    expect((await verify(provider, { 'x-my-token': 'a-long-random-text' })).id).toBeUndefined();
  });
  test('come with an id and a token', async () => {
    const provider = supabaseDatabase({ id: 'orders', token: 'a-long-random-text' }) as Provider;
    expect((await verify(provider, pair)).trust.payload).toBe('unsigned');
    for (const name of ['x-webhook-id', 'x-webhook-token']) {
      await expect(verify(provider, { ...pair, [name]: 'another' })).rejects.toMatchObject({
        code: 'signature_mismatch',
      });
    }
    await expect(verify(provider, { 'x-webhook-token': pair['x-webhook-token'] })).rejects.toMatchObject({
      code: 'signature_missing',
    });
  });
  test('read the pair from the environment', async () => {
    vi.stubEnv('SUPABASE_WEBHOOK_ID', 'orders');
    vi.stubEnv('SUPABASE_WEBHOOK_TOKEN', 'a-long-random-text');
    expect((await verify(supabaseDatabase() as Provider, pair)).type).toBe('');
  });
  test('want id and token together', () =>
    expect(() => supabaseDatabase({ id: 'orders' })).toThrow(TypeError));
});

describe('a token', () => {
  test('identifies a delivery where a header does', async () => {
    const provider = token({ header: 'X-Token', idHeader: 'X-Id', secret: 'a long random text' }) as Provider;
    const headers = deliveryHeaders({ 'x-token': 'a long random text', 'x-id': 'd_1' });
    const body = new TextEncoder().encode('{"type":"a.b"}');
    const event = await createWebhook(provider).verify({ method: 'POST', url: '/', headers, body });
    expect(event).toMatchObject({ provider: 'token', id: 'd_1', type: 'a.b' });
  });
  test('without an id nothing is deduplicated', async () => {
    const handler = vi.fn();
    const webhook = createWebhook(token({ secret: 'a long random text' }), { on: { '*': handler } });
    const headers = deliveryHeaders({ authorization: 'Bearer a long random text' });
    for (const _ of [1, 2])
      await webhook.handle({ method: 'POST', url: '/', headers, body: new Uint8Array() });
    expect(handler).toHaveBeenCalledTimes(2);
  });
});
