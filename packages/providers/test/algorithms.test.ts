import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { googlePubsub } from '../src/google-pubsub.ts';
import { livekit } from '../src/livekit.ts';
import { monday } from '../src/monday.ts';
import { netlify } from '../src/netlify.ts';
import { plaid } from '../src/plaid.ts';
import { upstashQstash } from '../src/upstash-qstash.ts';
import { vonage } from '../src/vonage.ts';

// The algorithm is the definition's: the same key under another one of its family proves nothing.

const url = 'https://example.com/webhooks';
const secret = 'a long random text of forty letters or so';

type Make = (key: string) => Provider;

/** The provider, the header of its token, and algorithms that its key could be used with as well. */
const rows: readonly [string, Make, header: string, others: readonly string[]][] = [
  [
    'QStash',
    (key) => upstashQstash({ secret: key, publicUrl: url }),
    'upstash-signature',
    ['HS384', 'HS512'],
  ],
  ['LiveKit', (key) => livekit({ apiKey: 'key', secret: key }), 'authorization', ['HS384', 'HS512']],
  ['Netlify', (key) => netlify({ secret: key }), 'x-webhook-signature', ['HS384', 'HS512']],
  ['Vonage', (key) => vonage({ secret: key }), 'authorization', ['HS384', 'HS512']],
  ['monday', (key) => monday({ secret: key, publicUrl: url }), 'authorization', ['HS384', 'HS512']],
  [
    'Pub/Sub',
    (publicKey) =>
      googlePubsub({ publicKey, audience: url, serviceAccountEmail: 'a@b.iam.gserviceaccount.com' }),
    'authorization',
    ['RS384', 'RS512', 'PS256'],
  ],
  ['Plaid', (publicKey) => plaid({ publicKey }), 'plaid-verification', []],
];

async function keysOf(make: Make): Promise<{ provider: Provider; signer: string }> {
  const pair = await make(secret)
    .definition.schemes.find(({ makeKeys }) => makeKeys)
    ?.makeKeys?.();
  return pair
    ? { provider: make(pair.publicKey), signer: pair.privateKey }
    : { provider: make(secret), signer: secret };
}

describe.each(rows)('%s', (_name, make, header, others) => {
  const draft = { body: toBytes('{"a":1}'), id: 'a', type: 'b', time: Date.now(), url };
  const resigned = async (sent: Delivery, signer: string, alg: string): Promise<Delivery> => {
    const value = sent.headers.get(header) ?? '';
    const [prefix = ''] = /^Bearer /.exec(value) ?? [];
    const token = value.slice(prefix.length);
    const key = signer.startsWith('{') ? await importJWK(JSON.parse(signer) as object, alg) : toBytes(signer);
    const named = { ...decodeProtectedHeader(token), alg };
    const other = await new SignJWT(decodeJwt(token)).setProtectedHeader(named).sign(key);
    const rest = sent.headers.entries().filter(([own]) => own !== header);
    return { ...sent, headers: deliveryHeaders([...rest, [header, prefix + other]]) };
  };

  test('accepts its own', async () => {
    const { provider, signer } = await keysOf(make);
    const sent = await writeDelivery(provider, { ...draft, secret: signer });
    await expect(createWebhook(provider).verify(sent)).resolves.toMatchObject({ body: draft.body });
  });
  test.each(others)('refuses %s with the same key', async (alg) => {
    const { provider, signer } = await keysOf(make);
    const sent = await writeDelivery(provider, { ...draft, secret: signer });
    const other = await resigned(sent, signer, alg);
    await expect(createWebhook(provider).verify(other)).rejects.toMatchObject({ code: 'signature_mismatch' });
  });
});
