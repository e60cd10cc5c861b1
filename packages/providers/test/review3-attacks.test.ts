import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { makeKeyPair, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import { atlassianConnect } from '../src/atlassian-connect.ts';
import { awsSns } from '../src/aws-sns.ts';
import { cloudeventsWebhook } from '../src/cloudevents-webhook.ts';
import { constantContact } from '../src/constant-contact.ts';
import { googlePubsub } from '../src/google-pubsub.ts';
import { httpMessageSignatures } from '../src/http-message-signatures.ts';
import { plaid } from '../src/plaid.ts';
import { saleor } from '../src/saleor.ts';

const time = 1_760_000_000_000;
const settings = { now: () => time, onDelivery: false } as const;
const large = { ...settings, maxBodyBytes: 16_777_216 } as const;
const mismatch = { code: 'signature_mismatch' };

test('an id that the application knows no key of is a mismatch, asked for once', async () => {
  const { privateKey } = await makeKeyPair('ecdsa-p256-sha256');
  const draft = { secret: privateKey, url: '/', body: Buffer.from('{}'), id: '', type: '', time };
  const delivery = await writeDelivery(plaid(), draft);
  let asked = 0;
  const webhook = createWebhook(plaid({ getKey: () => void (asked += 1) }), settings);
  for (let round = 0; round < 3; round += 1)
    await expect(webhook.verify(delivery)).rejects.toMatchObject(mismatch);
  expect(asked).toBe(1);
});

describe('what is refused costs little', () => {
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  const keys = Object.fromEntries(
    numbers(10).map((at) => [`k${at}`, { alg: 'hmac-sha256', secret: 'a-long-secret' } as const]),
  );
  const provider = httpMessageSignatures({
    keys,
    requiredComponents: ['@method'],
    maxAge: null,
    publicUrl: 'https://example.com',
  });

  test.each([
    ['members of one dictionary', (at: number) => `"d";key="a${at}"`],
    ['parameters of one query', (at: number) => `"@query-param";name="a${at}"`],
  ])('signatures over %s', async (_name, component) => {
    const input = `("@method" ${numbers(49).map(component).join(' ')});keyid="k1"`;
    const headers = deliveryHeaders({
      d: numbers(700)
        .map((at) => `a${at}=${at}`)
        .join(', '),
      'signature-input': numbers(8)
        .map((at) => `s${at}=${input}`)
        .join(', '),
      signature: numbers(8)
        .map((at) => `s${at}=:AAAA:`)
        .join(', '),
    });
    const query = numbers(1200)
      .map((at) => `a${at}=1`)
      .join('&');
    const delivery = { method: 'POST', url: `https://example.com/?${query}`, headers, body: Buffer.of() };
    const start = performance.now();
    await expect(createWebhook(provider, settings).verify(delivery)).rejects.toMatchObject(mismatch);
    expect(performance.now() - start).toBeLessThan(250);
  });

  test('a signature of SNS that is longer than any key makes is not decoded', async () => {
    const { publicKey } = await makeKeyPair('rsa-sha256');
    const message = {
      Type: 'Notification',
      Message: '',
      MessageId: '1',
      TopicArn: 'arn:aws:sns:us-east-1:1:a',
      Timestamp: new Date(time).toISOString(),
      SignatureVersion: '2',
      Signature: 'A'.repeat(8_000_000),
      SigningCertURL: `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-${'0'.repeat(32)}.pem`,
    };
    const body = Buffer.from(JSON.stringify(message));
    const webhook = createWebhook(awsSns({ topicArns: '*', publicKey }), large);
    const delivery = { method: 'POST', url: '/', headers: deliveryHeaders({}), body };
    await expect(webhook.verify(delivery)).rejects.toMatchObject(mismatch);
  });
});

test.each([
  ['a notification of Google Play', JSON.stringify({ testNotification: {} }), 'testNotification'],
  ['eight million characters', 'A'.repeat(6_000_000), ''],
])('pubsub: the type of %s', async (_name, message, type) => {
  const { privateKey, publicKey } = await makeKeyPair('rsa-sha256');
  const provider = googlePubsub({ audience: 'a', serviceAccountEmail: 'b', publicKey });
  const body = Buffer.from(JSON.stringify({ message: { data: Buffer.from(message).toString('base64') } }));
  const draft = { secret: privateKey, url: '/', body, id: '', type: '', time };
  const event = await createWebhook(provider, large).verify(await writeDelivery(provider, draft));
  expect(event.type).toBe(type);
});

describe('events without ids', () => {
  const url = 'https://example.com/hook';
  const keyPairs = { plaid, saleor, constantContact, httpMessageSignatures } as const;

  test.each([
    ['plaid', 'plaid', 2],
    ['constant-contact', 'constantContact', 2],
    ['http-message-signatures, without a nonce', 'httpMessageSignatures', 2],
    // Nothing that is signed tells two of them from one that was sent twice.
    ['saleor', 'saleor', 3],
  ] as const)('the same bytes of another time are another event: %s', async (_name, name, handled) => {
    const make = keyPairs[name] as (options?: object) => Provider;
    const { privateKey = '', publicKey } = (await make().definition.schemes[0]?.makeKeys?.()) ?? {};
    let count = 0;
    const webhook = createWebhook(make({ publicKey, publicUrl: url }), {
      ...settings,
      on: { '*': () => void (count += 1) },
    });
    const body = Buffer.from('{"webhook_code":"SYNC_UPDATES_AVAILABLE"}');
    for (const at of [time - 2000, time - 1000]) {
      const draft = { secret: privateKey, url, body, id: '', type: 'a', time: at };
      const delivery = await writeDelivery(make(), draft);
      expect((await webhook.handle(delivery)).status).toBe(200);
      if (at < time - 1000) await webhook.handle(delivery);
    }
    expect(count).toBe(handled);
  });
});

test('only a rate is repeated to who asks for one', async () => {
  const webhook = createWebhook(
    cloudeventsWebhook({ secret: 'a-long-secret-that-is-made-up', allowedOrigins: ['a.example'] }),
    { ...settings, on: { '*': () => {} } },
  );
  const ask = async (rate: string): Promise<string | undefined> => {
    const headers = deliveryHeaders({ 'webhook-request-origin': 'a.example', 'webhook-request-rate': rate });
    const reply = await webhook.handle({ method: 'OPTIONS', url: '/', headers, body: Buffer.of() });
    return reply.headers['webhook-allowed-rate'];
  };
  expect(await Promise.all(['120', '*', 'a', '1\u2028', '-1'].map(ask))).toEqual([
    '120',
    '*',
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ['PEM', '-----BEGIN PUBLIC KEY-----\nMCow\n-----END PUBLIC KEY-----'],
  ['a public key of webhooks', 'whpk_MCowBQYDK2VwAyEA'],
  ['blanks', '   '],
])('%s is no secret that is shared', (_name, secret) => {
  const keys = { a: { alg: 'hmac-sha256', secret } } as const;
  const publicUrl = 'https://example.com';
  expect(() => createWebhook(httpMessageSignatures({ keys, publicUrl }))).toThrow(TypeError);
  expect(() => createWebhook(atlassianConnect({ secret, publicUrl }))).toThrow(TypeError);
});
