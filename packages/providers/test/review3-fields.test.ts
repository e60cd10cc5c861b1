import { createHmac } from 'node:crypto';
import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { makeKeyPair, signWith, toBase64, toBytes, writeDelivery } from '@hooklatch/core/provider';
import { beforeAll, describe, expect, test } from 'vitest';
import { awsSns } from '../src/aws-sns.ts';
import { cryptapi } from '../src/cryptapi.ts';
import { httpMessageSignatures } from '../src/http-message-signatures.ts';
import { queryHash } from '../src/lib/query-hash.ts';
import { isCertificateUrl, isConfirmUrl, signedText } from '../src/lib/sns-message.ts';
import { paypal } from '../src/paypal.ts';
import { webBotAuth } from '../src/web-bot-auth.ts';

const time = 1_760_000_000_000;
const now = time / 1000;
const settings = { now: () => time, onDelivery: false } as const;
const mismatch = { code: 'signature_mismatch' };

let rsa: { privateKey: string; publicKey: string };
beforeAll(async () => {
  rsa = await makeKeyPair('rsa-sha256');
});

describe('aws-sns', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:test';
  const certificateOf = (host: string): string =>
    `https://${host}/SimpleNotificationService-${'0a'.repeat(16)}.pem`;
  const fields = {
    Type: 'Notification',
    Message: 'paid\nMessageId\n2\nMessageId\n1',
    MessageId: '1',
    TopicArn: topic,
    Timestamp: new Date(time).toISOString(),
  };

  async function send(changed: object, options: object = {}): Promise<unknown> {
    const proof = await signWith(rsa.privateKey, 'rsa-sha256', toBytes(signedText(fields) as string));
    const body = JSON.stringify({
      ...fields,
      SignatureVersion: '2',
      Signature: toBase64(proof),
      SigningCertURL: certificateOf('sns.us-east-1.amazonaws.com'),
      ...changed,
    });
    const delivery = { method: 'POST', url: '/', headers: deliveryHeaders({}), body: Buffer.from(body) };
    const provider = awsSns({ topicArns: '*', publicKey: rsa.publicKey, ...options });
    return createWebhook(provider, settings).verify(delivery);
  }

  test('a message may have several lines, and both spellings name the certificate', async () => {
    await expect(send({})).resolves.toBeDefined();
    const SigningCertUrl = certificateOf('sns.us-east-1.amazonaws.com');
    await expect(send({ SigningCertURL: undefined, SigningCertUrl })).resolves.toBeDefined();
  });

  test.each([
    ['the lines of a message become an id', { Message: 'paid', MessageId: '2\nMessageId\n1' }],
    ['or a subject', { Message: 'paid\nMessageId\n2', Subject: '1' }],
    [
      'or a time',
      { Message: 'paid', MessageId: '2', Timestamp: `${fields.Timestamp}\nTopicArn\n${topic}`, TopicArn: '' },
    ],
  ])('never: %s', async (_name, changed) => {
    await expect(send(changed)).rejects.toMatchObject({ name: 'WebhookError' });
  });

  test.each([
    ['another region', 'sns.eu-west-1.amazonaws.com'],
    ['another partition', 'sns.cn-north-1.amazonaws.com.cn'],
  ])('the certificate of %s is refused', async (_name, host) => {
    await expect(send({ SigningCertURL: certificateOf(host) })).rejects.toMatchObject(mismatch);
  });

  test.each([
    ['sns.us-east-1.amazonaws.com', true],
    ['sns.us-gov-west-1.amazonaws.com', true],
    ['sns.ap-southeast-2.amazonaws.com', true],
    ['sns.cn-northwest-1.amazonaws.com.cn', true],
    ['sns.cn-north-1.amazonaws.com', false],
    ['sns.us-east-1.amazonaws.com.cn', false],
    ['sns.s3-us-west-2.amazonaws.com', false],
    ['sns.s3.amazonaws.com', false],
    ['sns.s3.us-east-1.amazonaws.com', false],
    ['sns.execute-api.us-east-1.amazonaws.com', false],
    ['xsns.us-east-1.amazonaws.com', false],
    ['sns.us-east-1.amazonaws.com:443', false],
    ['a@sns.us-east-1.amazonaws.com', false],
    ['sns.us-east-1.amazonaws.com.evil.example', false],
    ['sns.us-east-1.amazonaws.com/.', false],
    ['SNS.us-east-1.amazonaws.com', false],
  ])('%s: %s', (host, allowed) => {
    expect(isCertificateUrl(certificateOf(host))).toBe(allowed);
    expect(isConfirmUrl(`https://${host}/?Action=ConfirmSubscription`)).toBe(allowed);
  });

  test('what the kit writes names the region of the topic', async () => {
    const topicArns = ['arn:aws-cn:sns:cn-north-1:123456789012:test'];
    const provider = awsSns({ topicArns, publicKey: rsa.publicKey });
    const draft = { secret: rsa.privateKey, url: '/', body: Buffer.from('x'), id: '1', type: '', time };
    const delivery = await writeDelivery(provider, draft);
    await expect(createWebhook(provider, settings).verify(delivery)).resolves.toBeDefined();
  });
});

describe('cryptapi', () => {
  const url = 'https://example.com/hook?uuid=1&pending=0';

  test.each([
    ['as it was sent', '', '', ['1:confirmed', 'confirmed', { uuid: '1', pending: '0' }]],
    ['with a body beside it', '', '{"uuid":"2","pending":1}', undefined],
    ['with a form beside it', '', 'uuid=2&pending=1', undefined],
    ['with its end in the body', '&pending=0', '&pending=0', undefined],
  ] as const)('a URL that is signed: %s', async (_name, cut, body, told) => {
    const provider = cryptapi({ publicKey: rsa.publicKey, publicUrl: 'https://example.com' });
    const draft = { secret: rsa.privateKey, url, id: '', type: '', time, body: Buffer.of(), method: 'GET' };
    const sent = await writeDelivery(provider, draft);
    const delivery = { ...sent, url: url.slice(0, url.length - cut.length), body: Buffer.from(body) };
    const verdict = createWebhook(provider, settings).verify(delivery);
    if (!told) return expect(verdict).rejects.toMatchObject(mismatch);
    const { id, type, payload } = await verdict;
    expect([id, type, { ...(payload as object) }]).toEqual(told);
  });

  test('where the body is signed, the URL beside it tells nothing', async () => {
    const provider = cryptapi({ publicKey: rsa.publicKey, publicUrl: 'https://example.com' });
    const draft = { secret: rsa.privateKey, url, id: '', type: '', time, body: Buffer.of(), method: 'POST' };
    const event = await createWebhook(provider, settings).verify(await writeDelivery(provider, draft));
    expect([event.id, event.type]).toEqual([undefined, '']);
  });
});

describe('paypal', () => {
  const webhookId = '4JH86294D6297924G';
  const draft = { url: '/', body: Buffer.from('{"id":"WH-1"}'), id: 'a', type: '', time };
  const sent = (): Promise<Delivery> =>
    writeDelivery(paypal(), { ...draft, secret: `${webhookId} ${rsa.privateKey}` });

  test.each([
    ['an id, and a key beside it', () => ({ webhookId, publicKey: rsa.publicKey })],
    ['several ids', () => ({ webhookId: ['OTHER', webhookId], publicKey: rsa.publicKey })],
    ['a key that names its id', () => ({ webhookId: 'OTHER', publicKey: `${webhookId} ${rsa.publicKey}` })],
  ])('verifies offline with %s', async (_name, make) => {
    await expect(createWebhook(paypal(make()), settings).verify(await sent())).resolves.toBeDefined();
  });

  test('the id of another webhook is another proof', async () => {
    const provider = paypal({ webhookId: 'OTHER', publicKey: rsa.publicKey });
    await expect(createWebhook(provider, settings).verify(await sent())).rejects.toMatchObject(mismatch);
  });

  test('a resolver beside the other is a mistake', () => {
    expect(() => paypal({ webhookId: () => webhookId, publicKey: rsa.publicKey })).toThrow(TypeError);
  });
});

describe('message signatures', () => {
  const url = 'https://example.com/hook';
  const secret = 'a-long-secret-that-is-made-up';

  test('a directory may hold keys of kinds that are not known', async () => {
    const { privateKey, publicKey } = await makeKeyPair('ed25519');
    const keys = [{ kty: 'AKP', alg: 'ML-DSA-44', pub: 'AA' }, JSON.parse(publicKey) as object];
    const provider = webBotAuth({ publicKey: JSON.stringify({ keys }), publicUrl: url });
    const draft = { secret: privateKey, url, body: Buffer.of(), id: 'nonce', type: '', time };
    const delivery = await writeDelivery(provider, draft);
    await expect(createWebhook(provider, settings).verify(delivery)).resolves.toBeDefined();
  });

  /** Two signatures of one key, in their order. */
  function signed(...parameters: readonly object[]): Delivery {
    const all = parameters.map((given, at) => {
      const text = Object.entries({ created: now, ...given }).map(([name, value]) => `;${name}=${value}`);
      const input = `("@method")${text.join('')};keyid="a"`;
      const base = `"@method": POST\n"@signature-params": ${input}`;
      const proof = createHmac('sha256', secret).update(base).digest('base64');
      return [`s${at}=${input}`, `s${at}=:${proof}:`] as const;
    });
    const headers = deliveryHeaders({
      'signature-input': all.map(([input]) => input).join(', '),
      signature: all.map(([, proof]) => proof).join(', '),
    });
    return { method: 'POST', url, headers, body: Buffer.of() };
  }

  test.each([
    ['one that has passed, and one that has not', [{ expires: now - 1 }, { expires: now + 1 }], undefined],
    ['one that has not come, and one that has', [{ created: now + 1000 }, {}], undefined],
    ['the first that has passed alone', [{ expires: now - 1 }], 'timestamp_stale'],
    ['two that have passed', [{ expires: now - 1 }, { expires: now - 2 }], 'timestamp_stale'],
  ])('%s', async (_name, parameters, code) => {
    const keys = { a: { alg: 'hmac-sha256', secret } } as const;
    const provider = httpMessageSignatures({ keys, requiredComponents: ['@method'] });
    const verdict = createWebhook(provider, settings).verify(signed(...parameters));
    if (code) await expect(verdict).rejects.toMatchObject({ code });
    else await expect(verdict).resolves.toBeDefined();
  });
});

test('the hash of a query takes a time that grows with its length alone', async () => {
  const timeOf = async (count: number): Promise<number> => {
    const start = performance.now();
    await queryHash(
      { method: 'POST', url: `https://a.example/?${'a=1&'.repeat(count)}` },
      'https://a.example',
    );
    return performance.now() - start;
  };
  await timeOf(1000);
  expect(await timeOf(40_000)).toBeLessThan(1000);
});
