import { createWebhook, deliveryHeaders, type Delivery, type WebhookEvent } from '@hooklatch/core';
import { hmacOf, toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { moralis } from '../src/moralis.ts';
import { newRelic } from '../src/new-relic.ts';
import { novu } from '../src/novu.ts';
import { storyblok } from '../src/storyblok.ts';
import { twilio } from '../src/twilio.ts';
import { woocommerce } from '../src/woocommerce.ts';
import { x } from '../src/x.ts';
import { zendesk } from '../src/zendesk.ts';

const secret = 'a secret that is long enough';
const url = 'https://example.com/hook';
const now = 1_760_000_000_000;

type Factory = (options: object) => unknown;

interface Sent {
  readonly body?: string;
  readonly method?: string;
  readonly url?: string;
  readonly type?: string;
  readonly time?: number;
}

function deliveryOf(factory: Factory, { body = '', time = now, type = 'a.b', ...rest }: Sent) {
  const draft = { url, id: 'evt_1', type, time, secret, body: toBytes(body), ...rest };
  return writeDelivery(factory({}) as Provider, draft);
}

function eventOf(factory: Factory, sent: Delivery): Promise<WebhookEvent> {
  return createWebhook(factory({ secret }) as Provider, { now: () => now, publicUrl: url }).verify(sent);
}

/** How often the handler is called for deliveries that come one after the other. */
async function countHandled(factory: Factory, deliveries: readonly Delivery[]): Promise<number> {
  let count = 0;
  const on = { '*': () => void (count += 1) };
  const options = { on, now: () => now, onDelivery: false as const, publicUrl: 'https://example.com' };
  const webhook = createWebhook(factory({ secret }) as Provider, options);
  for (const delivery of deliveries) expect((await webhook.handle(delivery)).status).toBeLessThan(300);
  return count;
}

const order = 'order.created';
const call = 'CallSid=CA1&CallStatus=in-progress&Digits=9';
const published = '{"text":"A user published the Story Home (home)","action":"published","story_id":1}';

describe('how often two deliveries are handled', () => {
  test.each<[string, Factory, Sent, Sent, number]>([
    ['Storyblok: a story published twice', storyblok, { body: published }, { body: published }, 2],
    ['Novu: a notification sent twice', novu, { body: '{"title":"Hi"}' }, { body: '{"title":"Hi"}' }, 2],
    ['Twilio: a key pressed twice in a call', twilio, { body: call }, { body: call }, 2],
    [
      'Twilio: a status told twice',
      twilio,
      { body: `${call}&SequenceNumber=1` },
      { body: `${call}&SequenceNumber=1` },
      1,
    ],
    [
      'Twilio: a message told twice',
      twilio,
      { body: 'MessageSid=SM1&Body=a&SmsStatus=received' },
      { body: 'MessageSid=SM1&Body=a&SmsStatus=received' },
      1,
    ],
    [
      'WooCommerce: one body under another topic, which is not signed',
      woocommerce,
      { body: '{"id":5}', type: 'customer.deleted' },
      { body: '{"id":5}', type: 'product.deleted' },
      1,
    ],
    [
      'WooCommerce: one topic twice',
      woocommerce,
      { body: '{"id":5}', type: order },
      { body: '{"id":5}', type: order },
      1,
    ],
    [
      'Zendesk: two URLs within a second',
      zendesk,
      { method: 'GET', url: `${url}?ticket=1` },
      { method: 'GET', url: `${url}?ticket=2` },
      2,
    ],
    [
      'Zendesk: one URL twice',
      zendesk,
      { method: 'GET', url: `${url}?ticket=1` },
      { method: 'GET', url: `${url}?ticket=1` },
      1,
    ],
    [
      'Zendesk: one body at two URLs, with two methods',
      zendesk,
      { body: '{}', url: `${url}?a=1` },
      { body: '{}', url: `${url}?a=2`, method: 'DELETE' },
      1,
    ],
    [
      'New Relic: an issue that is opened and closed',
      newRelic,
      { body: '{"id":"issue-1","state":"ACTIVATED"}' },
      { body: '{"id":"issue-1","state":"CLOSED"}' },
      2,
    ],
  ])('%s', async (_name, factory, first, second, times) => {
    const deliveries = [await deliveryOf(factory, first), await deliveryOf(factory, second)];
    expect(await countHandled(factory, deliveries)).toBe(times);
  });

  test('New Relic: an id that the user names is one', async () => {
    const named: Factory = (options) => newRelic({ ...options, id: { field: 'id' } });
    const sent = await deliveryOf(named, { body: '{"id":1}' });
    expect(await countHandled(named, [sent, sent])).toBe(1);
  });
});

const stream = '"streamId":"s","chainId":"0x1","block":{"hash":"0xa"}';

describe('what an event is called', () => {
  test.each<[string, Factory, string, string | undefined, string]>([
    ['New Relic, by its state', newRelic, '{"id":"1","state":"CLOSED"}', undefined, 'CLOSED'],
    [
      'X, of the Account Activity API',
      x,
      '{"for_user_id":"1","follow_events":[]}',
      undefined,
      'follow_events',
    ],
    ['X, of access that was taken back', x, '{"user_event":{"revoke":{}}}', undefined, 'user_event'],
    [
      'X, of the X Activity API',
      x,
      '{"data":{"event_uuid":"208","event_type":"post.create","payload":{}}}',
      '208',
      'post.create',
    ],
    ['Moralis, with the block', moralis, `{${stream},"confirmed":true,"tag":"t"}`, 's:0x1:0xa:true', 't'],
    ['Moralis, of something else', moralis, `{${stream},"confirmed":{"toString":1}}`, undefined, ''],
    [
      'Moralis, of something deep',
      moralis,
      `{${stream},"confirmed":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
      undefined,
      '',
    ],
  ])('%s', async (_name, factory, body, id, type) => {
    const event = await eventOf(factory, await deliveryOf(factory, { body }));
    expect([event.id, event.type]).toEqual([id, type]);
  });
});

describe('Twilio', () => {
  test('a form is read as a form, whatever it looks like', async () => {
    const body = '{"MessageSid":"SM1"}';
    const signature = await sign(`${url}${body}`);
    const headers = deliveryHeaders({
      'x-twilio-signature': signature,
      'content-type': 'application/x-www-form-urlencoded',
    });
    const event = await eventOf(twilio, { method: 'POST', url, headers, body: toBytes(body) });
    expect({ ...(event.payload as object) }).toEqual({ [body]: '' });
  });
  test('JSON is read as JSON where its hash is signed', async () => {
    const event = await eventOf(twilio, await deliveryOf(twilio, { body: '{"MessageSid":"SM1"}' }));
    expect(event.payload).toEqual({ MessageSid: 'SM1' });
  });
});

async function sign(text: string): Promise<string> {
  return createHmac('sha1', secret).update(text).digest('base64');
}

describe('X', () => {
  test.each(['123', 'true', 'null', 'abc', '1e5'])(
    'what a question has signed is no delivery: %s',
    async (token) => {
      const webhook = createWebhook(x({ secret }), { on: { '*': () => {} }, onDelivery: false });
      const asked = {
        method: 'GET',
        url: `/?crc_token=${token}`,
        headers: deliveryHeaders({}),
        body: toBytes(''),
      };
      const { response_token } = JSON.parse((await webhook.handle(asked)).body) as { response_token: string };
      expect(response_token).toBe(`sha256=${await hmacOf('sha256', toBytes(secret), token, 'base64')}`);
      const headers = deliveryHeaders({ 'x-twitter-webhooks-signature': response_token });
      await expect(
        webhook.verify({ method: 'POST', url: '/', headers, body: toBytes(token) }),
      ).rejects.toMatchObject({ code: 'signature_mismatch' });
    },
  );
});
