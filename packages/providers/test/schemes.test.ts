import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { hmacOf, makeKeyPair, toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import { auth0 } from '../src/auth0.ts';
import { basic } from '../src/basic.ts';
import { make } from '../src/make.ts';
import { mandrill } from '../src/mandrill.ts';
import { okta } from '../src/okta.ts';
import { openai } from '../src/openai.ts';
import { persona } from '../src/persona.ts';
import { polar } from '../src/polar.ts';
import { recurly } from '../src/recurly.ts';
import { salesforce } from '../src/salesforce.ts';
import { segment } from '../src/segment.ts';
import { standardWebhooks } from '../src/standard-webhooks.ts';
import { svix } from '../src/svix.ts';
import { telegram } from '../src/telegram.ts';
import { token } from '../src/token.ts';
import { woocommerce } from '../src/woocommerce.ts';

const shared = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const publicKey = 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const signingKey =
  'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';
const spki = 'whpk_MCowBQYDK2VwAyEA1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=';
const url = 'https://example.com/hook';
const text = 'a long random text';

const write = async (
  provider: object,
  secret: string,
  body = '{"id":"evt_1","type":"a.b"}',
): Promise<Delivery> =>
  writeDelivery(provider as Provider, {
    secret,
    url,
    body: toBytes(body),
    id: 'evt_1',
    type: 'a.b',
    time: Date.now(),
  });
const verify = async (provider: object, delivery: Delivery) =>
  createWebhook(provider as Provider, { onDelivery: false }).verify(delivery);
const toDelivery = (headers: Record<string, string>, body = '', own = url): Delivery => ({
  method: 'POST',
  url: own,
  headers: deliveryHeaders(headers),
  body: toBytes(body),
});

describe('public keys of Standard Webhooks', () => {
  test.each([publicKey, publicKey.replace('whpk_', 'whpk1_'), spki])(
    'prove what was signed: %s',
    async (key) => {
      for (const factory of [standardWebhooks, svix]) {
        const delivery = await write(factory(), signingKey);
        expect((await verify(factory({ secret: key }), delivery)).trust.id).toBe('signed');
        await expect(verify(factory({ secret: shared }), delivery)).rejects.toMatchObject({
          code: 'signature_mismatch',
        });
      }
    },
  );
  test('stand beside shared secrets', async () => {
    const secret = [shared, publicKey];
    expect(
      (await verify(standardWebhooks({ secret }), await write(standardWebhooks(), signingKey))).secretIndex,
    ).toBe(1);
    expect(
      (await verify(standardWebhooks({ secret }), await write(standardWebhooks(), shared))).secretIndex,
    ).toBe(0);
  });
  test('sign from a JWK', async () => {
    const keys = await makeKeyPair('ed25519');
    const delivery = await write(standardWebhooks(), keys.privateKey);
    expect((await verify(standardWebhooks({ secret: keys.publicKey }), delivery)).id).toBe('evt_1');
  });
  test.each(['whpk_AAAA', `${publicKey}A`, 'whsk_AAAA', '{"kty":"RSA"}', '{'])(
    'are refused broken: %s',
    (secret) => expect(() => createWebhook(standardWebhooks({ secret }))).toThrow(TypeError),
  );
  test.each([polar, openai])('are no shared secrets of others', (factory) =>
    expect(() => createWebhook((factory as typeof polar)({ secret: publicKey }))).toThrow(/public key/),
  );
});

describe('several signatures', () => {
  const other = '0'.repeat(64);
  const sign = async (content: string): Promise<string> => hmacOf('sha256', toBytes(text), content, 'hex');
  test('of Recurly stand behind the time', async () => {
    const time = Date.now();
    const own = await sign(`${time}.a`);
    for (const header of [`${time},${other},${own}`, `${time},${own},${other}`])
      await verify(recurly({ secret: text }), toDelivery({ 'recurly-signature': header }, 'a'));
    for (const header of [
      `${time}`,
      `${own},${time}`,
      `t=${time},v1=${own}`,
      `${time}, ${own}`,
      `${time},${own},`,
    ])
      await expect(
        verify(recurly({ secret: text }), toDelivery({ 'recurly-signature': header }, 'a')),
      ).rejects.toMatchObject({ code: 'header_malformed' });
  });
  test('of Persona have a time each', async () => {
    const now = Math.floor(Date.now() / 1000);
    const [fresh, stale] = [
      `t=${now - 1},v1=${await sign(`${now - 1}.a`)}`,
      `t=9999,v1=${await sign('9999.a')}`,
    ];
    const check = async (header: string) =>
      verify(persona({ secret: text }), toDelivery({ 'persona-signature': header }, 'a'));
    expect((await check(`t=${now},v1=${other} ${fresh}`)).timestamp).toBe(1000 * (now - 1));
    await expect(check(`t=${now},v1=${other} ${stale}`)).rejects.toMatchObject({ code: 'timestamp_stale' });
    await expect(check(`${fresh}  ${fresh}`)).rejects.toMatchObject({ code: 'header_malformed' });
  });
});

describe('batches', () => {
  const ids = (event: { events: readonly { id: string | undefined; type: string }[] }): unknown =>
    event.events.map(({ id, type }) => [id, type]);
  test('of Auth0 are lists or lines', async () => {
    const [one, two] = ['a', 'b'].map((id) => JSON.stringify({ log_id: id, data: { type: 's' } }));
    for (const body of [`[${one},${two}]`, `${one}\n${two}\n`])
      expect(ids(await verify(auth0({ secret: text }), toDelivery({ authorization: text }, body)))).toEqual([
        ['a', 's'],
        ['b', 's'],
      ]);
    const broken = await verify(auth0({ secret: text }), toDelivery({ authorization: text }, `${one}\n{`));
    expect(broken.payload).toBeUndefined();
  });
  test('of Okta and Mandrill', async () => {
    const body = '{"eventId":"e","data":{"events":[{"uuid":"a","eventType":"x"}]}}';
    expect(ids(await verify(okta({ secret: text }), await write(okta(), text, body)))).toEqual([['a', 'x']]);
    const delivery = await write(mandrill(), text, '{"_id":"a","event":"open"}');
    expect(ids(await verify(mandrill({ secret: text, publicUrl: url }), delivery))).toEqual([
      [undefined, 'open'],
    ]);
  });
  test('of Segment are signed by their first event alone', async () => {
    const signature = await hmacOf('sha1', toBytes(text), '{"a":1}', 'hex');
    const delivery = toDelivery({ 'x-signature': signature }, '[{"a":1},{"a":2}]');
    expect((await verify(segment({ secret: text, batches: true }), delivery)).trust.payload).toBe('unsigned');
    await expect(verify(segment({ secret: text }), delivery)).rejects.toMatchObject({
      code: 'signature_mismatch',
    });
  });
});

describe('secrets', () => {
  test('of WooCommerce may be written with entities', async () => {
    const delivery = await write(woocommerce(), `a & 'b' long text`);
    expect((await verify(woocommerce({ secret: 'a &amp; &#039;b&#039; long text' }), delivery)).type).toBe(
      'a.b',
    );
  });
  test.each(['123456:ABC', 'a b', 'a'.repeat(257)])('that Telegram never takes: %s', (secret) =>
    expect(() => createWebhook(telegram({ secret }))).toThrow(/secret_token/),
  );
});

describe('callers', () => {
  test.each([
    [basic({ secret: 'a:b:c' }), toDelivery({ authorization: `Basic ${btoa('a:b:c')}` })],
    [make({ secret: text }), toDelivery({ authorization: `Bearer ${text}` })],
    [make({ secret: text, header: 'X-Key' }), toDelivery({ 'x-key': text })],
    [make({ secret: 'abc', query: 'key' }), toDelivery({}, '', '/hook?key=abc')],
    [token({ secret: 'abc', query: 'key' }), toDelivery({}, '', '/hook?key=abc')],
    [token({ secret: 'abc', field: 'a.b' }), toDelivery({}, '{"a":{"b":"abc"}}')],
  ])('prove themselves as the user has set it', async (provider, delivery) => {
    expect((await verify(provider, delivery)).trust.payload).toBe('unsigned');
  });
  test.each([
    () => make({ header: 'a', query: 'b' }),
    () => make({ basic: true, query: 'b' }),
    () => token({ field: 'a', query: 'b' }),
  ])('are not set in two ways', (toProvider) => expect(toProvider).toThrow(TypeError));
  test.each([
    token({ secret: 'abc', query: 'key', publicUrl: 'https://example.com/?key=abc' }),
    make({ secret: 'abc', query: 'key', publicUrl: 'https://example.com/?key=abc' }),
  ])('are not proved by the configuration', async (provider) => {
    await expect(verify(provider, toDelivery({}, '', '/hook'))).rejects.toMatchObject({
      code: 'signature_missing',
    });
  });
  test('of outbound messages get their acknowledgement', async () => {
    const webhook = createWebhook(salesforce({ secret: 'abc', query: 'key', outboundMessages: true }), {
      on: { '*': () => {} },
      onDelivery: false,
    });
    const reply = await webhook.handle(toDelivery({}, '<a/>', '/hook?key=abc'));
    expect([reply.status, reply.body.includes('<Ack>true</Ack>')]).toEqual([200, true]);
  });
});
