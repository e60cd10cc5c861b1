import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { hmacOf, toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { describe, expect, test, vi } from 'vitest';
import { intercom } from '../src/intercom.ts';
import { mailchimp } from '../src/mailchimp.ts';
import { mandrill } from '../src/mandrill.ts';
import { notion } from '../src/notion.ts';
import { okta } from '../src/okta.ts';
import { twitch } from '../src/twitch.ts';
import { woocommerce } from '../src/woocommerce.ts';
import { x } from '../src/x.ts';
import { zoom } from '../src/zoom.ts';

const secret = 'a long random text';
const url = 'https://example.com/hook';

interface Asked {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

function toDelivery({ method = 'POST', url: own = url, headers = {}, body = '' }: Asked): Delivery {
  return { method, url: own, headers: deliveryHeaders(headers), body: toBytes(body) };
}

/** The answer, and whether the handler was reached. */
async function ask(provider: object, delivery: Asked | Delivery): Promise<[number, string, boolean]> {
  const handler = vi.fn();
  const webhook = createWebhook(provider as Provider, { on: { '*': handler }, onDelivery: false });
  const asked = delivery.body instanceof Uint8Array ? (delivery as Delivery) : toDelivery(delivery as Asked);
  const { status, body } = await webhook.handle(asked);
  return [status, body, handler.mock.calls.length > 0];
}

async function signed(provider: object, body: string): Promise<Delivery> {
  const draft = { secret, url, body: toBytes(body), id: 'evt_1', type: 'a.b', time: Date.now() };
  return writeDelivery(provider as Provider, draft);
}

describe('Notion', () => {
  const body = '{"verification_token":"secret_abc"}';
  test('brings its token before there is a secret', async () => {
    const onVerificationToken = vi.fn();
    expect(await ask(notion({ onVerificationToken }), { body })).toEqual([200, '', false]);
    expect(onVerificationToken).toHaveBeenCalledExactlyOnceWith('secret_abc');
  });
  test.each([
    '{"verification_token":"a","type":"page.created"}',
    '{"type":"page.created"}',
    'null',
    '',
    '"a"',
  ])('gets no answer to what is no token: %s', async (other) => {
    const onVerificationToken = vi.fn();
    expect((await ask(notion({ secret, onVerificationToken }), { body: other }))[0]).toBe(400);
    expect(onVerificationToken).not.toHaveBeenCalled();
  });
});

describe("Okta's question", () => {
  const headers = { 'x-okta-verification-challenge': 'abc' };
  const answer = '{"verification":"abc"}';
  test.each([
    ['is answered before there is a secret', okta(), headers, 200],
    ['is answered with the right secret', okta({ secret }), { ...headers, authorization: secret }, 200],
    ['is refused with a wrong one', okta({ secret }), { ...headers, authorization: 'wrong' }, 400],
    [
      'is refused with a wrong one in a header of choice',
      okta({ secret, header: 'X-Key' }),
      { ...headers, 'x-key': '1' },
      400,
    ],
  ] as const)('%s', async (_name, provider, given, status) => {
    const [found, body, handled] = await ask(provider, { method: 'GET', headers: given });
    expect([found, handled]).toEqual([status, false]);
    if (status === 200) expect(body).toBe(answer);
  });
});

describe("X's question", () => {
  test('is answered with a signature of the token', async () => {
    const expected = await hmacOf('sha256', toBytes(secret), 'MTIz.abc-_=', 'base64');
    const asked = { method: 'GET', url: '/hook?crc_token=MTIz.abc-_%3D&nonce=1' };
    expect(await ask(x({ secret }), asked)).toEqual([200, `{"response_token":"sha256=${expected}"}`, false]);
  });
  test.each(['%7B%22tweet_create_events%22%3A%5B%5D%7D', '%5B%5D', '%22a%22', '', 'a&crc_token=b'])(
    'signs nothing that could be a body: %s',
    async (token) => {
      expect((await ask(x({ secret }), { method: 'GET', url: `/hook?crc_token=${token}` }))[0]).toBe(400);
    },
  );
});

describe('Zoom and Twitch', () => {
  test('get an answer where the question is signed', async () => {
    const body = '{"event":"endpoint.url_validation","payload":{"plainToken":"abc"}}';
    const encryptedToken = await hmacOf('sha256', toBytes(secret), 'abc', 'hex');
    const answer = JSON.stringify({ plainToken: 'abc', encryptedToken });
    expect(await ask(zoom({ secret }), await signed(zoom(), body))).toEqual([200, answer, false]);
    const challenge = await signed(twitch(), '{"challenge":"abc","subscription":{"type":"channel.follow"}}');
    expect(await ask(twitch({ secret }), challenge)).toEqual([200, 'abc', false]);
  });
  test('get none where it is not', async () => {
    expect((await ask(zoom({ secret }), { body: '{"event":"endpoint.url_validation"}' }))[0]).toBe(400);
  });
  test('a revocation is an event', async () => {
    const body = '{"subscription":{"type":"channel.follow","status":"user_removed"}}';
    const event = await createWebhook(twitch({ secret })).verify(await signed(twitch(), body));
    expect([event.type, event.trust.type]).toEqual(['revocation', 'signed']);
  });
});

describe('what tries a URL', () => {
  const options = { secret, publicUrl: url };
  test.each([
    ['WooCommerce, a ping', woocommerce({ secret }), { body: 'webhook_id=42' }, 200],
    ['WooCommerce, more than a ping', woocommerce({ secret }), { body: 'webhook_id=42&a=b' }, 400],
    ['WooCommerce, something else', woocommerce({ secret }), { body: '{"id":1}' }, 400],
    ['Intercom, a HEAD', intercom({ secret }), { method: 'HEAD' }, 200],
    ['Mandrill, a HEAD', mandrill(options), { method: 'HEAD' }, 200],
    ['Mailchimp, with its secret', mailchimp({ secret: 'abc' }), { method: 'GET', url: '/?secret=abc' }, 200],
    ['Mailchimp, without', mailchimp({ secret: 'abc' }), { method: 'GET', url: '/' }, 400],
    ['Mailchimp, with another', mailchimp({ secret: 'abc' }), { method: 'GET', url: '/?secret=ab' }, 400],
  ] as const)('%s', async (_name, provider, asked, status) => {
    const [found, , handled] = await ask(provider, asked);
    expect([found, handled]).toEqual([status, false]);
  });
});
