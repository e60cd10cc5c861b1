import { makeKeyPair } from '@hooklatch/core/provider';
import { findProvider } from '@hooklatch/providers';
import { sign } from '@hooklatch/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWebhookHandler } from '../src/nextjs.ts';
import { WebhookVerificationService } from '../src/index.ts';
import { body, toRequest } from './requests.ts';

const { verify, verifyAny } = WebhookVerificationService;
const { privateKey, publicKey } = await makeKeyPair('ed25519');
const { publicKey: another } = await makeKeyPair('ed25519');
const request = async (): Promise<Request> =>
  toRequest(await sign(findProvider('fal')(), { secret: privateKey, id: 'request-1', type: 'OK', body }));

/** What fal.ai publishes; each test has another key, because keys are kept. */
function publish(): ReturnType<typeof vi.spyOn> {
  const { kty, crv, x } = JSON.parse(privateKey) as Record<string, string>;
  return vi
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => Promise.resolve(Response.json({ keys: [{ kty, crv, x }] })));
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(['fal', 'falai'])('the platform %s', (platform) => {
  test('takes a public key as its secret', async () => {
    expect(await verify(await request(), { platform, secret: publicKey })).toMatchObject({
      isValid: true,
      metadata: { algorithm: 'ed25519', requestId: 'request-1', userId: expect.any(String) },
    });
    expect(await verify(await request(), { platform, secret: another })).toMatchObject({
      isValid: false,
      errorCode: 'INVALID_SIGNATURE',
    });
  });

  test('fetches the keys where the secret is empty', async () => {
    const fetched = publish();
    expect(await verify(await request(), { platform, secret: '' })).toMatchObject({ isValid: true });
    expect(await verifyAny(await request(), { [platform]: '', stripe: 'a' })).toMatchObject({
      isValid: true,
    });
    const POST = createWebhookHandler({ platform, secret: '', onDelivery: false, handler: () => ({}) });
    expect(await POST(await request())).toMatchObject({ status: 200 });
    const hosts = fetched.mock.calls.map(([url]: unknown[]) => new URL(String(url)).hostname);
    expect(new Set(hosts)).toEqual(new Set(['rest.fal.ai']));
  });
});
