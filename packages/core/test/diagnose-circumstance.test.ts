import { describe, expect, test } from 'vitest';
import { createWebhook, deliveryHeaders, type DeliveryReport } from '../src/index.ts';
import { defineProvider, hmac, toBytes, writeDelivery, type Provider } from '../src/provider.ts';
import { acme, now, recorded, secret, write } from './acme.ts';

const located = defineProvider({
  ...acme().definition,
  name: 'located',
  schemes: [hmac({ content: '{method}{url}{body}', signature: { header: 'x-signature' } })],
});

/** The URL that was signed, where it arrives, the headers that a proxy adds, and the part that is named. */
const urls: readonly [string, string, string, Record<string, string>, RegExp][] = [
  ['https', 'https://shop.example/hooks', 'http://shop.example/hooks', {}, /https in the place of http:/],
  ['http', 'http://shop.example/hooks', 'https://shop.example/hooks', {}, /http in the place of https:/],
  ['no port', 'https://shop.example/hooks', 'https://shop.example:8443/hooks', {}, /no port:/],
  ['no query', 'https://shop.example/hooks', 'https://shop.example/hooks?key=hunter2', {}, /no query:/],
  ['a slash', 'https://shop.example/hooks/', 'https://shop.example/hooks', {}, /a slash at the end/],
  [
    'no slash',
    'https://shop.example/hooks?key=hunter2',
    'https://shop.example/hooks/?key=hunter2',
    {},
    /no slash at the end/,
  ],
  ['an origin without a slash', 'https://shop.example', 'http://shop.example/', {}, /https in the place/],
  [
    'an origin without a slash, with a query',
    'https://shop.example?key=hunter2',
    'http://shop.example/?key=hunter2',
    {},
    /https in/,
  ],
  [
    'a host',
    'http://shop.example/hooks',
    'http://10.0.0.1:3000/hooks',
    { 'x-forwarded-host': 'shop.example' },
    /signed with the host of the header x-forwarded-host:/,
  ],
  [
    'a host and https',
    'https://shop.example/hooks',
    'http://10.0.0.1:3000/hooks',
    { Host: 'shop.example' },
    /https and the host of the header host:/,
  ],
  [
    'a host with a port',
    'https://shop.example:8443/',
    'http://10.0.0.1:3000/',
    { 'x-original-host': 'shop.example:8443' },
    /header x-original-host:/,
  ],
  [
    'a host of two that are told',
    'https://other.example/',
    'http://10.0.0.1/',
    { host: 'b', 'x-forwarded-host': 'other.example' },
    /x-forwarded-host/,
  ],
  [
    'something else',
    'https://shop.example/other',
    'https://shop.example/hooks',
    { host: 'a b/?#', 'x-forwarded-host': '' },
    /^No secret of located fits/,
  ],
];

describe('a URL that was signed with', () => {
  test.each(urls)('%s', async (_name, signed, arrived, added, told) => {
    const webhook = createWebhook(located({ secret }), { trustProxy: () => false });
    const body = toBytes('{}');
    const draft = { secret, body, id: 'evt_1', type: 'order.paid', time: now, url: signed };
    const genuine = await writeDelivery(located() as Provider, draft);
    expect((await webhook.verify(genuine)).body).toBe(body);
    const all = deliveryHeaders([...genuine.headers.entries(), ...Object.entries(added)]);
    const error: unknown = await webhook
      .verify({ ...genuine, url: arrived, headers: all })
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'signature_mismatch', hint: expect.stringMatching(told) });
    expect(String(error)).not.toMatch(/hunter2|10\.0\.0\.1|shop\.example/);
  });
  test('a path is not looked into where the URL is not signed', async () => {
    const { webhook } = recorded({ publicUrl: 'http://shop.example/hooks' });
    const delivery = await write({ secret: 'nobody knows this one' });
    await expect(webhook.verify(delivery)).rejects.toMatchObject({
      hint: expect.stringMatching(/^No secret of acme/),
    });
  });
});

async function hintOf(headers: readonly (readonly [string, string])[], body?: string): Promise<string> {
  const reports: DeliveryReport[] = [];
  const delivery = await write({ secret: 'nobody knows this one', ...(body !== undefined && { body }) });
  const { webhook } = recorded({ on: { '*': () => {} }, onDelivery: (report) => reports.push(report) });
  const all = deliveryHeaders([...delivery.headers.entries(), ...headers]);
  expect((await webhook.handle({ ...delivery, headers: all })).status).toBe(400);
  return reports[0]?.hint ?? '';
}

const nothing = /^No secret of acme fits: it is another endpoint's/;
const circumstances: readonly [string, readonly (readonly [string, string])[], RegExp][] = [
  [
    "another provider's header",
    [['Stripe-Signature', 't=1,v1=abc']],
    /header stripe-signature of stripe: it came to the wrong endpoint/,
  ],
  [
    'a header of many providers',
    [['svix-signature', 'v1,abc']],
    /header svix-signature of \S+ or \S+ or \S+: it came/,
  ],
  [
    'content-encoding',
    [['content-encoding', 'gzip']],
    /content-encoding gzip: something may have decompressed/,
  ],
  ['a strange content-encoding', [['content-encoding', '<b>gzip</b>']], /content-encoding of some kind/],
  ['a long content-encoding', [['content-encoding', 'a'.repeat(21)]], /content-encoding of some kind/],
  ['content-encoding that is none', [['content-encoding', 'identity']], nothing],
  [
    'content-encoding twice',
    [
      ['content-encoding', 'gzip'],
      ['Content-Encoding', 'br'],
    ],
    nothing,
  ],
  ['nothing in particular', [['x-a', 'b']], nothing],
];

describe('what stands around a delivery that nothing fits', () => {
  test.each(circumstances)('%s', async (_name, headers, told) => {
    expect(await hintOf(headers)).toMatch(told);
  });

  const isTest = /the payload says it is a test: use the secret of the test endpoint/;
  const payloads: readonly [string, RegExp][] = [
    ['{"livemode":false}', isTest],
    ['{"live_mode":false}', isTest],
    ['{"testmode":true}', isTest],
    ['{"test":true}', isTest],
    ['{"sandbox":true}', isTest],
    ['{"environment":"sandbox"}', isTest],
    ['{"environment":"Sandbox"}', isTest],
    ['{"livemode":true}', nothing],
    ['{"livemode":"false"}', nothing],
    ['{"environment":"production"}', nothing],
    ['{"data":{"test":true}}', nothing],
    ['{"__proto__":{"test":true}}', nothing],
    ['null', nothing],
    ['[true]', nothing],
    ['not JSON', nothing],
  ];
  test.each(payloads)('the payload %s', async (body, told) => {
    expect(await hintOf([], body)).toMatch(told);
  });
});

/** The header that a provider signs in, and what is said of `stripe-signature` beside it. */
const owners: readonly [string, string, RegExp][] = [
  ['stripe', 'x-signature', /^No secret of stripe fits/],
  ['mine', 'stripe-signature', /^No secret of mine fits/],
  ['mine', 'x-signature', /^The delivery has the header stripe-signature of stripe/],
];
test.each(owners)('for %s, which signs in %s, a header is its own or is not', async (name, header, told) => {
  const provider = defineProvider({ ...acme().definition, name, schemes: [hmac({ signature: { header } })] });
  const { headers, ...delivery } = await write({ secret: 'nobody knows this one' }, provider() as Provider);
  const added = header === 'stripe-signature' ? [] : [['stripe-signature', 't=1'] as const];
  const webhook = createWebhook(provider({ secret }));
  const refused = webhook.verify({ ...delivery, headers: deliveryHeaders([...headers.entries(), ...added]) });
  await expect(refused).rejects.toMatchObject({ hint: expect.stringMatching(told) });
});
