import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { hashOf, hmacOf, joinBytes, toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import { adyen } from '../src/adyen.ts';
import { auth0 } from '../src/auth0.ts';
import { braintree } from '../src/braintree.ts';
import { coinbaseCdp } from '../src/coinbase-cdp.ts';
import { contentful } from '../src/contentful.ts';
import { convoy } from '../src/convoy.ts';
import { datadog } from '../src/datadog.ts';
import { dropboxSign } from '../src/dropbox-sign.ts';
import { dropbox } from '../src/dropbox.ts';
import { gitlab } from '../src/gitlab.ts';
import { hubspot } from '../src/hubspot.ts';
import { inngest } from '../src/inngest.ts';
import { make } from '../src/make.ts';
import { mandrill } from '../src/mandrill.ts';
import { meta } from '../src/meta.ts';
import { mollie } from '../src/mollie.ts';

const secret = 'a long random text';
const url = 'https://example.com/hook';
const now = 1_760_000_000_000;
const stamp = `${now / 1000}`;

const write = (provider: object, body: unknown, own = secret): Promise<Delivery> =>
  writeDelivery(provider as Provider, {
    secret: own,
    url,
    body: toBytes(typeof body === 'string' ? body : JSON.stringify(body)),
    id: 'evt_1',
    type: 'a.b',
    time: now,
  });
const verify = (provider: object, delivery: Delivery) =>
  createWebhook(provider as Provider, { now: () => now, publicUrl: url, onDelivery: false }).verify(delivery);
const post = (headers: Record<string, string>, body: string | Uint8Array): Delivery => ({
  method: 'POST',
  url,
  headers: deliveryHeaders(headers),
  body: typeof body === 'string' ? toBytes(body) : body,
});
/** The delivery with another value of a header. */
const withHeader = (delivery: Delivery, name: string, change: (value: string) => string): Delivery => {
  const changed = delivery.headers
    .entries()
    .map(([own, value]) => [own, own === name ? change(value) : value] as const);
  return { ...delivery, headers: deliveryHeaders(changed) };
};
const refusalOf = async (provider: object, delivery: Delivery): Promise<unknown> =>
  verify(provider, delivery).then(
    () => undefined,
    ({ code }: { code: string }) => code,
  );

describe('adyen', () => {
  const key = 'ab'.repeat(32);
  const notification = {
    pspReference: '7914073381342284',
    merchantAccountCode: 'TestMerchant',
    merchantReference: 'order:7',
    amount: { value: 1130, currency: 'EUR' },
    eventCode: 'AUTHORISATION',
    success: 'true',
  };
  /** Another notification with the signature of the genuine one. */
  const send = async (fields: object): Promise<Delivery> => {
    const text = '7914073381342284::TestMerchant:order:7:1130:EUR:AUTHORISATION:true';
    const hmacSignature = await hmacOf('sha256', new Uint8Array(32).fill(0xab), text, 'base64');
    const item = { ...notification, ...fields, additionalData: { hmacSignature } };
    return post({}, JSON.stringify({ notificationItems: [{ NotificationRequestItem: item }] }));
  };

  test("the merchant's own reference may hold a colon", async () =>
    expect(await verify(adyen({ secret: key }), await send({}))).toMatchObject({
      id: '7914073381342284:AUTHORISATION:true',
    }));
  test('no field is moved into its neighbour', async () =>
    expect(
      await refusalOf(
        adyen({ secret: key }),
        await send({
          pspReference: '7914073381342284:',
          originalReference: 'TestMerchant',
          merchantAccountCode: 'order',
          merchantReference: '7',
        }),
      ),
    ).toBe('signature_mismatch'));
  test.each([[{ toString: 1, valueOf: 1 }], [['7914073381342284']], [{}], [null]])(
    'a reference that is no text is refused: %j',
    async (pspReference) =>
      expect(await refusalOf(adyen({ secret: key }), await send({ pspReference }))).toBe(
        'signature_mismatch',
      ),
  );
});

describe('events are told apart', () => {
  test('convoy: an id in the payload may be of what has changed', async () => {
    const delivery = await write(convoy(), { id: 'invoice_1', event_type: 'invoice.paid' });
    const event = await verify(convoy({ secret }), delivery);
    expect(event).toMatchObject({ id: 'evt_1', trust: { id: 'unsigned' } });
  });
  test('make: so may one that a user has written', async () =>
    expect((await verify(make({ secret }), await write(make(), { id: 'invoice_1' }))).id).toBeUndefined());
  test('gitlab: what one request gives rise to shares its UUID', async () => {
    const headers = {
      'x-gitlab-token': secret,
      'x-gitlab-event-uuid': '13792a34-cac6-4fda-95a8-c58e00a3954e',
    };
    const event = await verify(gitlab({ secret }), post(headers, '{"object_kind":"push"}'));
    expect(event.id).toBeUndefined();
  });
  test('dropbox-sign: two accounts are confirmed in one second', async () => {
    const ids = ['a', 'b'].map(async (id) => {
      const body = { event: { event_type: 'account_confirmed' }, account: { account_id: id } };
      return (await verify(dropboxSign({ secret }), await write(dropboxSign(), body))).id;
    });
    expect(new Set(await Promise.all(ids)).size).toBe(2);
  });
  test('meta: each participant of a group has a status of the same message', async () => {
    const status = { id: 'wamid.1', status: 'read', recipient_id: 'group' };
    const ids = ['1', '2'].map(async (participant) => {
      const statuses = [{ ...status, recipient_participant_id: participant }];
      const entry = [{ id: '1', changes: [{ field: 'messages', value: { statuses } }] }];
      const body = { object: 'whatsapp_business_account', entry };
      return (await verify(meta({ secret }), await write(meta(), body))).id;
    });
    expect(await Promise.all(ids)).toEqual(['wamid.1:read:1', 'wamid.1:read:2']);
  });
});

describe('events are named', () => {
  test('dropbox: whatever stands first', async () => {
    const body = { delta: { users: [1] }, list_folder: { accounts: ['dbid:1'] } };
    expect((await verify(dropbox({ secret }), await write(dropbox(), body))).type).toBe('list_folder');
  });
  test('datadog: by event_type too', async () =>
    expect(await verify(datadog({ secret }), await write(datadog(), { event_type: 'metric' }))).toMatchObject(
      {
        type: 'metric',
      },
    ));
  test('auth0: in an object that holds the list', async () => {
    const logs = [
      { log_id: 'log_1', data: { type: 's' } },
      { log_id: 'log_2', data: { type: 'f' } },
    ];
    const { events } = await verify(auth0({ secret }), await write(auth0(), { logs }));
    expect(events.map(({ id, type }) => [id, type])).toEqual([
      ['log_1', 's'],
      ['log_2', 'f'],
    ]);
  });
});

describe('the same bytes are signed of nothing else', () => {
  const signCdp = async (h: string, values: string, body: string): Promise<string> =>
    `t=${stamp},h=${h},v1=${await hmacOf('sha256', toBytes(secret), `${stamp}.${h}.${values}.${body}`, 'hex')}`;

  test('coinbase-cdp: an id takes nothing from the value behind it', async () => {
    const signature = await signCdp('x-event-id x-event-type', 'evt_1.onchain.activity', '{}');
    const send = (id: string, type: string): Delivery =>
      post({ 'x-hook0-signature': signature, 'x-event-id': id, 'x-event-type': type }, '{}');
    expect((await verify(coinbaseCdp({ secret }), send('evt_1', 'onchain.activity'))).id).toBe('evt_1');
    expect(await refusalOf(coinbaseCdp({ secret }), send('evt_1.onchain', 'activity'))).toBe(
      'header_malformed',
    );
  });
  test.each(['v1', 'v2'] as const)('hubspot: a hash of %s is not extended', async (version) => {
    const before = toBytes(version === 'v1' ? secret : `${secret}POST${url}`);
    const send = async (body: Uint8Array): Promise<Delivery> => {
      const signature = await hashOf('sha256', joinBytes(before, body), 'hex');
      return post({ 'x-hubspot-signature': signature, 'x-hubspot-signature-version': version }, body);
    };
    expect((await verify(hubspot({ secret }), await send(toBytes('[]')))).payload).toEqual([]);
    const padding = Uint8Array.of(0x80, 0, 0, 1);
    const extended = joinBytes(toBytes('[]'), padding, toBytes('[{"eventId":1}]'));
    expect(await refusalOf(hubspot({ secret }), await send(extended))).toBe('signature_mismatch');
  });
  test('mandrill: a name and its value are not split elsewhere', async () => {
    const delivery = await write(mandrill(), []);
    expect(
      await refusalOf(mandrill({ secret }), { ...delivery, body: toBytes('mandrill_event=s%5B%5D') }),
    ).toBe('signature_mismatch');
  });
  test('mandrill: with the key that everybody knows nothing else is sent', async () => {
    const text = `${url}anything1mandrill_events[]`;
    const signature = await hmacOf('sha1', toBytes('test-webhook'), text, 'base64');
    const body = 'mandrill_events=%5B%5D&anything=1';
    expect(await refusalOf(mandrill({ secret }), post({ 'x-mandrill-signature': signature }, body))).toBe(
      'signature_mismatch',
    );
  });
});

describe('headers are read as they are', () => {
  const contentfulSecret = 'a'.repeat(64);
  test.each<[string, object, object, string, string, (value: string) => string]>([
    [
      'mollie: a no-break space',
      mollie(),
      mollie({ secret }),
      secret,
      'x-mollie-signature',
      (v) => `${v}\u00A0`,
    ],
    ['inngest: joined', inngest(), inngest({ secret }), secret, 'x-inngest-signature', (v) => `${v}, ${v}`],
    ...[(v: string) => `${v},${v}`, (v: string) => `${v}\u00A0`, (v: string) => v.toUpperCase()].map(
      (change, at) =>
        [
          `contentful: ${['joined', 'a no-break space', 'capitals'][at]}`,
          contentful(),
          contentful({ secret: contentfulSecret }),
          contentfulSecret,
          'x-contentful-signed-headers',
          change,
        ] as [string, object, object, string, string, (value: string) => string],
    ),
  ])('%s', async (_name, signer, provider, own, header, change) => {
    const delivery = await write(signer, {}, own);
    expect(await verify(provider, delivery)).toBeDefined();
    expect(await refusalOf(provider, withHeader(delivery, header, change))).toBe('header_malformed');
  });
});

test('contentful: comes with the method that the webhook is set to', async () => {
  const provider = contentful({ secret: 'a'.repeat(64), method: 'PUT' });
  const delivery = await write(provider, {}, 'a'.repeat(64));
  expect(delivery.method).toBe('PUT');
  expect(await refusalOf(provider, { ...delivery, method: 'POST' })).toBe('method_not_allowed');
});

test('braintree: an API key that is empty is no API key', () =>
  expect(() => createWebhook(braintree({ publicKey: '', privateKey: '' }) as Provider)).toThrow(TypeError));
