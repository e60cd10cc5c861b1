import { createWebhook, deliveryHeaders, type Delivery, type Reply } from '@hooklatch/core';
import { makeKeyPair, signWith, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bitso } from '../src/bitso.ts';
import { braintree } from '../src/braintree.ts';
import { circle } from '../src/circle.ts';
import { cryptapi } from '../src/cryptapi.ts';
import { discord } from '../src/discord.ts';
import { fal } from '../src/fal.ts';
import { mailgun } from '../src/mailgun.ts';
import { mandrill } from '../src/mandrill.ts';
import { moralis } from '../src/moralis.ts';
import { segment } from '../src/segment.ts';
import { turnkey } from '../src/turnkey.ts';
import { sliceJson } from '../src/lib/json-slice.ts';
import { parseMultipart, writeMultipart } from '../src/lib/multipart.ts';

const now = 1_760_000_000_000;
const url = 'https://example.com/hook';
const secret = 'a secret that is long enough';
const draft = { secret, url, id: 'evt_1', type: 'test', time: now };

/** A webhook that keeps what its handler was given. */
function webhookFor(provider: Provider): { handle(delivery: Delivery): Promise<Reply>; types: string[] } {
  const types: string[] = [];
  const webhook = createWebhook(provider, {
    on: { '*': (event) => void types.push(event.type) },
    now: () => now,
    publicUrl: url,
    onDelivery: false,
  });
  return { handle: (delivery) => webhook.handle(delivery), types };
}

const request = (fields: Partial<Delivery>): Delivery => ({
  method: 'POST',
  url,
  headers: deliveryHeaders({}),
  body: new Uint8Array(),
  ...fields,
});

describe('questions are answered without the handler', () => {
  test.each([
    ['an interaction', '{"type":1}', 200, '{"type":1}'],
    ['a webhook event', '{"version":1,"application_id":"1","type":0}', 204, ''],
  ])('discord: the ping of %s', async (_name, text, status, body) => {
    const keys = await makeKeyPair('ed25519');
    const { handle, types } = webhookFor(discord({ publicKey: keys.publicKey }));
    const delivery = await writeDelivery(discord(), {
      ...draft,
      secret: keys.privateKey,
      body: Buffer.from(text),
    });
    expect(await handle(delivery)).toMatchObject({
      status,
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect(types).toEqual([]);
  });

  test('discord: type 1 with an event is one', async () => {
    const keys = await makeKeyPair('ed25519');
    const { handle, types } = webhookFor(discord({ publicKey: keys.publicKey }));
    const body = Buffer.from('{"type":1,"event":{"type":"ENTITLEMENT_CREATE"}}');
    const delivery = await writeDelivery(discord(), { ...draft, secret: keys.privateKey, body });
    expect(await handle(delivery)).toMatchObject({ status: 204 });
    expect(types).toEqual(['ENTITLEMENT_CREATE']);
  });

  test('discord: what is not signed is answered 401', async () => {
    const { publicKey } = await makeKeyPair('ed25519');
    const { handle } = webhookFor(discord({ publicKey }));
    const headers = deliveryHeaders({
      'x-signature-ed25519': 'ab'.repeat(64),
      'x-signature-timestamp': '1760000000',
    });
    expect(await handle(request({ headers, body: Buffer.from('{"type":1}') }))).toMatchObject({
      status: 401,
    });
    expect(await handle(request({}))).toMatchObject({ status: 401 });
  });

  test('circle and mandrill: HEAD', async () => {
    const { publicKey } = await makeKeyPair('ecdsa-p256-sha256');
    for (const provider of [circle({ publicKey }), mandrill({ secret })]) {
      expect(await webhookFor(provider).handle(request({ method: 'HEAD' }))).toMatchObject({ status: 200 });
    }
  });

  test('mandrill: an empty list with the key that everybody knows, and nothing else with it', async () => {
    const { handle, types } = webhookFor(mandrill({ secret }));
    const empty = await writeDelivery(mandrill(), {
      ...draft,
      secret: 'test-webhook',
      body: Buffer.from('[]'),
    });
    expect(await handle(empty)).toMatchObject({ status: 200 });
    const body = Buffer.from('[{"event":"send","_id":"1"}]');
    const forged = await writeDelivery(mandrill(), { ...draft, secret: 'test-webhook', body });
    expect(await handle(forged)).toMatchObject({ status: 400 });
    expect(types).toEqual([]);
  });

  test('moralis: the empty stream', async () => {
    const { handle, types } = webhookFor(moralis({ secret }));
    const delivery = await writeDelivery(moralis(), {
      ...draft,
      body: Buffer.from('{"streamId":"","tag":""}'),
    });
    expect(await handle(delivery)).toMatchObject({ status: 200 });
    expect(types).toEqual([]);
  });

  test('braintree: what it answers to a challenge signs no notification', async () => {
    const { handle, types } = webhookFor(braintree({ publicKey: 'public', privateKey: 'private' }));
    const challenge = '20f9f8ed05f77439fe955c977e4c8a53';
    const answer = await handle(request({ method: 'GET', url: `${url}?bt_challenge=${challenge}` }));
    const key = createHash('sha1').update('private').digest();
    expect(answer.body).toBe(`public|${createHmac('sha1', key).update(challenge).digest('hex')}`);
    const form = new URLSearchParams({ bt_signature: answer.body, bt_payload: challenge });
    expect(await handle(request({ body: Buffer.from(`${form}`) }))).toMatchObject({ status: 400 });
    expect(types).toEqual([]);
  });
});

describe('keys that are everybody’s', () => {
  test.each([
    ['fal', fal, { userId: 'me' }, '{"status":"OK"}', { userId: 'another' }],
    [
      'turnkey',
      turnkey,
      { organizationId: 'mine' },
      '{"type":"A","organizationId":"mine"}',
      { organizationId: 'another' },
    ],
  ] as const)('%s refuses what is for another account', async (_name, factory, own, text, other) => {
    const { publicKey, privateKey } = await makeKeyPair('ed25519');
    const make = factory as unknown as (options: object) => Provider;
    const body = Buffer.from(text);
    const delivery = await writeDelivery(make(own), { ...draft, secret: privateKey, body });
    expect(await webhookFor(make({ publicKey, ...own })).handle(delivery)).toMatchObject({ status: 200 });
    expect(await webhookFor(make({ publicKey, ...other })).handle(delivery)).toMatchObject({ status: 400 });
  });
});

describe('what is signed of a body', () => {
  test('segment: a batch only where it is asked for, then by its first event', async () => {
    const first = '{"type":"track","messageId":"1","n":1.0}';
    const signature = createHmac('sha1', secret).update(first).digest('hex');
    const headers = deliveryHeaders({ 'x-signature': signature });
    const delivery = request({ headers, body: Buffer.from(`[${first},{"type":"page","messageId":"2"}]`) });
    expect(await webhookFor(segment({ secret })).handle(delivery)).toMatchObject({ status: 400 });
    const { handle, types } = webhookFor(segment({ secret, batches: true }));
    expect(await handle(delivery)).toMatchObject({ status: 200 });
    expect(types).toEqual(['track', 'page']);
    const other = request({ headers, body: Buffer.from(`[{"type":"page"},${first}]`) });
    expect(await handle(other)).toMatchObject({ status: 400 });
  });

  test('mailgun: no digit goes from the token to the timestamp', async () => {
    const sign = (text: string): string => createHmac('sha256', secret).update(text).digest('hex');
    const signature = { timestamp: '176000000', token: '0abc', signature: sign('1760000000abc') };
    const { handle } = webhookFor(mailgun({ secret }));
    expect(await handle(request({ body: Buffer.from(JSON.stringify({ signature })) }))).toMatchObject({
      status: 400,
    });
    const form = writeMultipart({ timestamp: '1760000000', token: 'abc', signature: sign('1760000000abc') });
    expect(await handle(request({ body: form }))).toMatchObject({ status: 200 });
  });

  test('bitso: the payload without white space, and once', async () => {
    const { publicKey, privateKey } = await makeKeyPair('rsa-sha256');
    const { handle, types } = webhookFor(bitso({ publicKey }));
    const signature = Buffer.from(
      await signWith(privateKey, 'rsa-sha256', Buffer.from('{"wid":"a","n":1.50,"s":"a \\" b"}')),
    ).toString('base64');
    const headers = deliveryHeaders({
      'x-bitso-webhook-event-signature': signature,
      'x-bitso-key-id': 'test-key',
    });
    const spaced = '{"wid": "a",\n "n": 1.50, "s": "a \\" b"}';
    const send = (text: string): Promise<Reply> => handle(request({ headers, body: Buffer.from(text) }));
    expect(await send(`{ "event": "withdrawal", "payload": ${spaced} }`)).toMatchObject({ status: 200 });
    expect(await send(`{"payload":${spaced},"\\u0070ayload":{"wid":"b"}}`)).toMatchObject({ status: 400 });
    expect(types).toEqual(['withdrawal']);
  });

  test('cryptapi: by GET the whole URL', async () => {
    const { publicKey, privateKey } = await makeKeyPair('rsa-sha256');
    const { handle } = webhookFor(cryptapi({ publicKey }));
    const delivery = await writeDelivery(cryptapi(), {
      ...draft,
      url: `${url}?uuid=1&pending=0`,
      method: 'GET',
      secret: privateKey,
      body: new Uint8Array(),
    });
    expect(await handle(delivery)).toMatchObject({ status: 200, body: '*ok*' });
    expect(await handle({ ...delivery, url: `${url}?uuid=2&pending=0` })).toMatchObject({ status: 400 });
    expect(await handle({ ...delivery, body: Buffer.from('{}') })).toMatchObject({ status: 400 });
  });
});

describe('bytes of a body', () => {
  test.each([
    ['[ {"a": [1, "]"]} , 2]', undefined, '{"a":[1,"]"]}'],
    ['[]', undefined, undefined],
    ['{"a":1}', undefined, undefined],
    ['{"b":"\\\\","a":{"x":"}"}}', 'a', '{"x":"}"}'],
    ['{"a":1,"a":2}', 'a', undefined],
    ['{"a":', 'a', undefined],
    ['{}', 'a', undefined],
  ])('the part of %s', (text, member, expected) => {
    const found = sliceJson(Buffer.from(text), member);
    expect(found && Buffer.from(found).toString()).toBe(expected);
  });

  test.each([
    ['fields', writeMultipart({ a: '1', b: 'é\r\n2' }), { a: '1', b: 'é\r\n2' }],
    [
      'no file',
      Buffer.from(
        '--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n\xff\r\n--x--\r\n',
        'latin1',
      ),
      {},
    ],
    ['nothing without a boundary', Buffer.from('a=1'), undefined],
  ])('multipart: %s', (_name, body, expected) => {
    const fields = parseMultipart(body);
    expect(fields && { ...fields }).toEqual(expected);
  });
});
