// Libraries that are asked about the vectors of their vendors: what they sign takes certificates, or another form than ours.
import { readFileSync } from 'node:fs';
import { Environment, SignedDataVerifier } from '@apple/app-store-server-library';
import { createWebhook, deliveryHeaders, WebhookError } from '@hooklatch/core';
import { makeKeyPair, type Provider } from '@hooklatch/core/provider';
import { verifySignatureWithJwks } from '@saleor/app-sdk/auth';
import { FlattenedSign, importJWK, type JWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { appleAppStore } from '../../src/apple-app-store.ts';
import { saleor } from '../../src/saleor.ts';

interface Vector<Key> {
  readonly name: string;
  readonly key: Key;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Unix seconds. */
  readonly now: number;
  readonly expect: 'valid' | 'invalid';
}

interface AppleKey {
  readonly root_certificates_der_base64: readonly string[];
  readonly environment: 'Production' | 'Sandbox';
  readonly bundle_id: string;
  readonly app_apple_id: number;
}

interface SaleorKey {
  readonly jwks: object;
}

function vectorsOf<Key>(name: string): readonly (readonly [string, Vector<Key>])[] {
  const text = readFileSync(new URL(`../../vectors/${name}.json`, import.meta.url), 'utf8');
  const { vectors } = JSON.parse(text) as { vectors: Vector<Key>[] };
  return vectors.map((vector) => [vector.name, vector]);
}

async function isOurs(
  provider: Provider,
  vector: Omit<Vector<unknown>, 'key' | 'expect' | 'name'>,
): Promise<boolean> {
  const { method, url, headers, body, now } = vector;
  const delivery = {
    method,
    url,
    headers: deliveryHeaders({ ...headers }),
    body: new TextEncoder().encode(body),
  };
  try {
    await createWebhook(provider, { now: () => 1000 * now }).verify(delivery);
    return true;
  } catch (error) {
    if (error instanceof WebhookError) return false;
    throw error;
  }
}

async function isAccepted(verdict: () => Promise<unknown>): Promise<boolean> {
  return verdict().then(
    () => true,
    () => false,
  );
}

describe('@apple/app-store-server-library', () => {
  test.each(vectorsOf<AppleKey>('apple-app-store'))('agrees with ours on: %s', async (_name, vector) => {
    const { key, body } = vector;
    const { environment, bundle_id: bundleId, app_apple_id: appAppleId } = key;
    const roots = key.root_certificates_der_base64;
    const verifier = new SignedDataVerifier(
      roots.map((root) => Buffer.from(root, 'base64')),
      false,
      environment === 'Sandbox' ? Environment.SANDBOX : Environment.PRODUCTION,
      bundleId,
      appAppleId,
    );
    const { signedPayload = '' } = JSON.parse(body) as { signedPayload?: string };
    const theirs = await isAccepted(() => verifier.verifyAndDecodeNotification(signedPayload));
    const provider = appleAppStore({ environment, bundleId, appAppleId, rootCertificates: roots });
    expect([theirs, await isOurs(provider, vector)]).toEqual([
      vector.expect === 'valid',
      vector.expect === 'valid',
    ]);
  });
});

describe('@saleor/app-sdk', () => {
  const accepts = (
    jwks: object,
    headers: Readonly<Record<string, string>>,
    body: string,
  ): Promise<boolean> => {
    const [, signature = ''] =
      Object.entries(headers).find(([name]) => name.toLowerCase() === 'saleor-signature') ?? [];
    return isAccepted(() => verifySignatureWithJwks(JSON.stringify(jwks), signature, body));
  };

  test.each(vectorsOf<SaleorKey>('saleor'))('agrees with ours on: %s', async (_name, vector) => {
    const { key, headers, body } = vector;
    const provider = saleor({ publicKey: JSON.stringify(key.jwks) });
    const verdicts = [await accepts(key.jwks, headers, body), await isOurs(provider, vector)];
    expect(verdicts).toEqual([vector.expect === 'valid', vector.expect === 'valid']);
  });

  test('refuses a payload that was signed as base64url; ours does not', async () => {
    const { privateKey, publicKey } = await makeKeyPair('rsa-sha256');
    const body = '{ "id": "1" }';
    const { protected: named, signature } = await new FlattenedSign(new TextEncoder().encode(body))
      .setProtectedHeader({ alg: 'RS256', kid: 'test-key' })
      .sign(await importJWK(JSON.parse(privateKey) as JWK, 'RS256'));
    const headers = { 'saleor-signature': `${named}..${signature}`, 'saleor-event': 'order_created' };
    const sent = { method: 'POST', url: 'https://a.example', headers, body, now: Date.now() / 1000 };
    const jwks = { keys: [{ ...(JSON.parse(publicKey) as object), alg: 'RS256' }] };
    const verdicts = [await accepts(jwks, headers, body), await isOurs(saleor({ publicKey }), sent)];
    expect(verdicts).toEqual([false, true]);
  });
});
