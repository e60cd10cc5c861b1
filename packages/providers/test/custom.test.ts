import { createHmac } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { writeDelivery, type Provider } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import { custom, type CustomOptions } from '../src/custom.ts';

const secret = 'a secret of twenty bytes';
const text = '{"id":"evt_1","type":"a.b","price":"$& 1.0"}';
const body = Buffer.from(text);
const time = 1_767_225_600_000;

type Scheme = Omit<CustomOptions, 'secret'>;

interface Row {
  readonly options: Scheme;
  readonly headers: Record<string, string>;
  readonly secret?: string;
}

const mac = (content: string, algorithm = 'sha256', key: string | Buffer = secret) =>
  createHmac(algorithm, key).update(content).digest();

/** Schemes as services have them, and the headers they would send. */
const rows: Readonly<Record<string, Row>> = {
  'the bare hex of the body': {
    options: { signature: { header: 'X-Signature' } },
    headers: { 'x-signature': mac(text).toString('hex') },
  },
  'SHA-1 behind a prefix': {
    options: { algorithm: 'sha1', signature: { header: 'x-sig', prefix: 'sha1=' } },
    headers: { 'x-sig': `sha1=${mac(text, 'sha1').toString('hex')}` },
  },
  'SHA-384 in base64': {
    options: { algorithm: 'sha384', signature: { header: 'x-sig', encoding: 'base64' } },
    headers: { 'x-sig': mac(text, 'sha384').toString('base64') },
  },
  'SHA-512 in base64url': {
    options: { algorithm: 'sha512', signature: { header: 'x-sig', encoding: 'base64url' } },
    headers: { 'x-sig': mac(text, 'sha512').toString('base64url') },
  },
  'a timestamp header in milliseconds': {
    options: {
      content: '{timestamp}:{body}',
      timestamp: { header: 'X-Time', unit: 'ms' },
      signature: { header: 'x-sig' },
    },
    headers: { 'x-time': String(time), 'x-sig': mac(`${time}:${text}`).toString('hex') },
  },
  'a timestamp header in ISO 8601, after the body': {
    options: {
      content: '{body}{timestamp}',
      timestamp: { header: 'x-time', unit: 'iso' },
      signature: { header: 'x-sig' },
    },
    headers: {
      'x-time': '2026-01-01T00:00:00.000Z',
      'x-sig': mac(`${text}2026-01-01T00:00:00.000Z`).toString('hex'),
    },
  },
  'a list with commas and a timestamp field': {
    options: {
      content: '{timestamp}.{body}',
      timestamp: { field: 't' },
      signature: { header: 'x-sig', list: { separator: ',', pair: '=', field: 's' } },
    },
    headers: { 'x-sig': `t=1767225600,s=${mac(`1767225600.${text}`).toString('hex')}` },
  },
  'a list with spaces and an id header': {
    options: {
      content: '{id}~{body}',
      id: { header: 'X-Delivery' },
      signature: { header: 'x-sig', encoding: 'base64', list: { separator: ' ', pair: ',', field: 'v1' } },
    },
    headers: { 'x-delivery': 'd_1', 'x-sig': `v0,abc v1,${mac(`d_1~${text}`).toString('base64')}` },
  },
  'the URL before the body': {
    options: {
      content: '{url}{body}',
      publicUrl: 'https://shop.example/hooks',
      signature: { header: 'x-sig' },
    },
    headers: { 'x-sig': mac(`https://shop.example/hooks${text}`).toString('hex') },
  },
  'a secret in hex': {
    options: { secretEncoding: 'hex', signature: { header: 'x-sig' } },
    headers: {
      'x-sig': mac(text, 'sha256', Buffer.from('00112233445566778899aabbccddeeff', 'hex')).toString('hex'),
    },
    secret: '00112233445566778899aabbccddeeff',
  },
  'a secret in base64 behind a prefix': {
    options: { secretEncoding: 'base64', secretPrefix: 'key_', signature: { header: 'x-sig' } },
    headers: { 'x-sig': mac(text, 'sha256', Buffer.from(secret)).toString('hex') },
    secret: `key_${Buffer.from(secret).toString('base64')}`,
  },
};

describe.each(Object.entries(rows))('%s', (_name, row) => {
  const provider = custom({ ...row.options, secret: row.secret ?? secret }) as Provider;
  const webhook = createWebhook(provider, { now: () => time });

  test('is accepted as it comes', async () => {
    const headers = deliveryHeaders(row.headers);
    const event = await webhook.verify({ method: 'POST', url: '/hooks', headers, body });
    expect(event).toMatchObject({ provider: 'custom', type: 'a.b', payload: { price: '$& 1.0' } });
  });
  test('is refused with one byte changed', async () => {
    const headers = deliveryHeaders(row.headers);
    const delivery = {
      method: 'POST',
      url: '/hooks',
      headers,
      body: Buffer.from(text.replace('1.0', '1.1')),
    };
    await expect(webhook.verify(delivery)).rejects.toMatchObject({ code: 'signature_mismatch' });
  });
  test('is written as it is read', async () => {
    const draft = {
      secret: row.secret ?? secret,
      body,
      id: 'd_1',
      type: 'a.b',
      time,
      url: 'https://shop.example/hooks',
    };
    const { headers } = await writeDelivery(provider, draft);
    for (const [name, value] of Object.entries(row.headers)) {
      expect(headers.get(name)).toBe(value.replace('v0,abc ', ''));
    }
  });
});

const signature = { header: 'x-sig' };
const contradictions: Readonly<Record<string, Scheme>> = {
  'an unknown placeholder': { signature, content: '{nonce}.{body}' },
  'a content without the body': { signature, content: '{timestamp}', timestamp: { header: 'x-time' } },
  'a timestamp that is not signed': { signature, timestamp: { header: 'x-time' } },
  'a URL of which nothing is known': { signature, content: '{url}{body}' },
};
test.each(Object.entries(contradictions))('%s is a TypeError when it is made', (_name, options) => {
  expect(() => createWebhook(custom({ ...options, secret }))).toThrow(TypeError);
});
test('no signature at all is a TypeError', () => expect(() => custom()).toThrow(TypeError));
test('a tolerance of its own counts', async () => {
  const headers = deliveryHeaders({
    'x-time': '1767225600',
    'x-sig': mac(`1767225600${text}`).toString('hex'),
  });
  const options = {
    content: '{timestamp}{body}',
    timestamp: { header: 'x-time' },
    signature,
    toleranceInSeconds: 10,
  };
  const webhook = createWebhook(custom({ ...options, secret }), { now: () => time + 11_000 });
  await expect(webhook.verify({ method: 'POST', url: '/', headers, body })).rejects.toMatchObject({
    code: 'timestamp_stale',
  });
});
