import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import {
  makeKeyPair,
  signWith,
  toBase64,
  toBytes,
  writeDelivery,
  type Provider,
} from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import { appleAppStore } from '../src/apple-app-store.ts';
import { atlassianConnect } from '../src/atlassian-connect.ts';
import { awsSns } from '../src/aws-sns.ts';
import { azureEventGrid } from '../src/azure-event-grid.ts';
import { googlePubsub } from '../src/google-pubsub.ts';
import { signedText } from '../src/lib/sns-message.ts';
import { monday } from '../src/monday.ts';
import { plaid } from '../src/plaid.ts';
import { upstashQstash } from '../src/upstash-qstash.ts';

const time = 1_760_000_000_000;
const settings = { now: () => time, onDelivery: false } as const;
const secret = 'a long secret that is made up'.replaceAll(' ', '-');
const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

function sign(provider: Provider, own: string, url: string, payload: unknown = {}): Promise<Delivery> {
  return writeDelivery(provider, { secret: own, url, body: json(payload), id: 'evt_1', type: 'a', time });
}

describe('aws-sns', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:test';
  const confirmation = 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=1';

  /** A confirmation is no event, so that the kit signs none: the fields of one are signed here. */
  async function ask(
    options: { topicArns: readonly string[] | '*' },
    url: string,
  ): Promise<[number, string[]]> {
    const { privateKey, publicKey } = await makeKeyPair('rsa-sha256');
    const fields = {
      Type: 'SubscriptionConfirmation',
      MessageId: '1',
      TopicArn: topic,
      Message: '',
      Token: '1',
      SubscribeURL: url,
      Timestamp: new Date(time).toISOString(),
    };
    const proof = await signWith(privateKey, 'rsa-sha256', toBytes(signedText(fields) as string));
    const body = json({
      ...fields,
      SignatureVersion: '2',
      Signature: toBase64(proof),
      SigningCertURL: `https://sns.us-east-1.amazonaws.com/SimpleNotificationService-${'0'.repeat(32)}.pem`,
    });
    const seen: string[] = [];
    const fetch = async (input: unknown): Promise<Response> => {
      seen.push(String(input));
      return new Response('');
    };
    const provider = awsSns({ ...options, publicKey, fetch });
    const webhook = createWebhook(provider, { ...settings, on: { '*': () => void seen.push('handled') } });
    const { status } = await webhook.handle({ method: 'POST', url: '/', headers: deliveryHeaders({}), body });
    return [status, seen];
  }

  test('the subscription of a topic that is named is confirmed', async () => {
    expect(await ask({ topicArns: [topic] }, confirmation)).toEqual([200, [confirmation]]);
  });

  test.each([
    ['another topic is refused', ['arn:aws:sns:us-east-1:123456789012:other'], confirmation, 400, []],
    ['another host is never asked', [topic], 'https://sns.evil.example/?Action=ConfirmSubscription', 400, []],
    ['another action is never done', [topic], 'https://sns.us-east-1.amazonaws.com/?Action=Publish', 400, []],
    ['where every topic will do, the handler decides', '*', confirmation, 200, ['handled']],
  ] as const)('%s', async (_name, topicArns, url, status, seen) => {
    expect(await ask({ topicArns }, url)).toEqual([status, seen]);
  });
});

describe('azure-event-grid', () => {
  const webhook = createWebhook(azureEventGrid({ secret }), { ...settings, on: { '*': () => {} } });
  const validation = json([
    { eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent', data: { validationCode: 'code-1' } },
  ]);
  const asked = deliveryHeaders({ 'webhook-request-origin': 'eventgrid.azure.net' });
  const post = { method: 'POST', headers: deliveryHeaders({}), body: validation };
  const options = { method: 'OPTIONS', headers: asked, body: Buffer.of() };

  test('both questions are answered where the URL holds the secret', async () => {
    expect(await webhook.handle({ ...post, url: `/?code=${secret}` })).toMatchObject({
      status: 200,
      body: '{"validationResponse":"code-1"}',
    });
    expect(await webhook.handle({ ...options, url: `/?code=${secret}` })).toMatchObject({
      status: 200,
      headers: { 'webhook-allowed-origin': 'eventgrid.azure.net' },
    });
  });

  test.each(['/', '/?code=', '/?code=other'])('neither is at %s', async (url) => {
    for (const question of [post, options])
      expect((await webhook.handle({ ...question, url })).status).toBe(400);
  });
});

describe('monday', () => {
  const url = 'https://example.com/monday';
  const webhook = createWebhook(monday({ secret, publicUrl: url }), { ...settings, on: { '*': () => {} } });
  const ask = (payload: unknown) =>
    webhook.handle({ method: 'POST', url: '/monday', headers: deliveryHeaders({}), body: json(payload) });

  test('a challenge is answered', async () => {
    expect(await ask({ challenge: 'abc' })).toMatchObject({ status: 200, body: '{"challenge":"abc"}' });
  });

  test.each([{ challenge: 'abc', event: {} }, { challenge: {} }, { challenge: '' }, {}, null, ['challenge']])(
    '%j is no challenge',
    async (payload) => {
      expect((await ask(payload)).status).toBe(400);
    },
  );

  test('an event may be larger than a question', async () => {
    const large = { event: { type: 'a', text: 'a'.repeat(100_000) } };
    expect((await webhook.handle(await sign(monday(), secret, url, large))).status).toBe(200);
  });
});

describe('atlassian-connect', () => {
  const url = 'https://app.example.com/hook?b=1&a=2&a=1';
  const sharedSecret = (clientKey: string) => (clientKey === 'client-key' ? secret : undefined);
  const provider = atlassianConnect({ publicUrl: 'https://app.example.com', sharedSecret });
  const webhook = createWebhook(provider, { ...settings, on: { '*': () => {} } });

  test.each([
    ['the secret of the tenant', `client-key ${secret}`, 200],
    ['another secret', 'client-key another-secret', 400],
    ['a tenant that is not known', `other-key ${secret}`, 400],
  ])('%s', async (_name, own, status) => {
    expect((await webhook.handle(await sign(atlassianConnect(), own, url))).status).toBe(status);
  });

  test('the token may stand in the query', async () => {
    const signed = await sign(atlassianConnect(), `client-key ${secret}`, url);
    const token = signed.headers.get('authorization')?.slice('JWT '.length);
    const bare = { ...signed, headers: deliveryHeaders({}) };
    expect((await webhook.handle({ ...bare, url: `${url}&jwt=${token}` })).status).toBe(200);
    expect((await webhook.handle({ ...bare, url })).status).toBe(400);
  });
});

describe('apple-app-store', () => {
  const options = { bundleId: 'com.example', environment: 'Sandbox' } as const;

  test('what is proved of the tokens within stands beside them', async () => {
    const { privateKey, publicKey } =
      (await appleAppStore(options).definition.schemes[0]?.makeKeys?.()) ?? {};
    const provider = appleAppStore({ ...options, publicKey });
    const inner = await sign(provider, privateKey ?? '', '/', { ...options, transactionId: '7' });
    const { signedPayload } = JSON.parse(Buffer.from(inner.body).toString()) as { signedPayload: string };
    const data = { ...options, signedTransactionInfo: signedPayload, signedRenewalInfo: 'a.b.c' };
    const event = await createWebhook(provider, settings).verify(
      await sign(provider, privateKey ?? '', '/', { data }),
    );
    const { data: found } = event.payload as { data: Record<string, unknown> };
    expect(found).toMatchObject({ ...data, transactionInfo: { transactionId: '7' } });
    expect(found).not.toHaveProperty('renewalInfo');
  });
});

describe('options', () => {
  test.each([
    ['aws-sns', () => awsSns(), 'topicArns'],
    ['apple-app-store', () => appleAppStore({ bundleId: 'com.example' }), 'appAppleId'],
    ['google-pubsub', () => googlePubsub({ audience: 'a' }), 'serviceAccountEmail'],
  ])('%s says which one it needs', (_name, make, option) => {
    expect(() => createWebhook(make() as Provider)).toThrow(option);
  });

  test('plaid keeps the keys that its API has handed out', async () => {
    const { privateKey, publicKey } = (await plaid().definition.schemes[0]?.makeKeys?.()) ?? {};
    let asked = 0;
    const getKey = async (id: string) => {
      asked += 1;
      return id === 'test-key' ? (JSON.parse(publicKey ?? '') as unknown) : undefined;
    };
    const webhook = createWebhook(plaid({ getKey }), settings);
    for (let round = 0; round < 3; round += 1)
      await webhook.verify(await sign(plaid(), privateKey ?? '', '/'));
    expect(asked).toBe(1);
  });

  test('qstash reads both keys from one text, and none from its blanks', async () => {
    const url = 'https://example.com/jobs';
    const webhook = createWebhook(upstashQstash({ secret: `current  ${secret}`, publicUrl: url }), settings);
    await expect(webhook.verify(await sign(upstashQstash(), secret, url))).resolves.toBeDefined();
    await expect(webhook.verify(await sign(upstashQstash(), 'other', url))).rejects.toMatchObject({
      code: 'signature_mismatch',
    });
  });
});
