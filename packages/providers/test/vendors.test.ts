import { createRequire } from 'node:module';
import { verifyWebhook } from '@clerk/backend/webhooks';
import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { writeDelivery, type Provider } from '@hooklatch/core/provider';
import { sign as octokitSign, verify as octokitVerify } from '@octokit/webhooks-methods';
import type * as Bolt from '@slack/bolt';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as SvixWebhook } from 'svix';
import { describe, expect, test } from 'vitest';
import { clerk } from '../src/clerk.ts';
import { dodopayments } from '../src/dodopayments.ts';
import { github } from '../src/github.ts';
import { polar } from '../src/polar.ts';
import { slack } from '../src/slack.ts';
import { standardWebhooks } from '../src/standard-webhooks.ts';
import { stripe } from '../src/stripe.ts';
import { supabase } from '../src/supabase.ts';
import { svix } from '../src/svix.ts';

// CommonJS, whose names the module loader does not find.
const bolt = createRequire(import.meta.url)('@slack/bolt') as typeof Bolt;

const text = '{ "id": "evt_1", "type":"a.b", "note": "café $& $$ 1.0" }\n';
const body = new TextEncoder().encode(text);
const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const seconds = (): number => Math.floor(Date.now() / 1000);

/** A vendor's own library: it accepts what we sign, and we accept what it signs. */
interface Vendor {
  readonly provider: (options: { secret: string }) => Provider;
  readonly secret: string;
  /** Rejects or returns false where the library refuses. */
  readonly accepts: (headers: Record<string, string>) => unknown;
  readonly signs?: (id: string) => Promise<Record<string, string>> | Record<string, string>;
}

const standard = (
  secret: string,
  family: 'webhook' | 'svix' = 'webhook',
): Pick<Vendor, 'accepts' | 'signs'> => ({
  accepts: (headers) => new StandardWebhook(secret).verify(text, rename(headers, 'webhook')),
  signs: (id) => {
    const at = new Date();
    const signature = new StandardWebhook(secret).sign(id, at, text);
    const time = String(Math.floor(at.getTime() / 1000));
    return { [`${family}-id`]: id, [`${family}-timestamp`]: time, [`${family}-signature`]: signature };
  },
});

function rename(headers: Record<string, string>, family: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^(svix|webhook)-/, `${family}-`), value]),
  );
}

const vendors: Readonly<Record<string, Vendor>> = {
  stripe: {
    provider: stripe as Vendor['provider'],
    secret: 'whsec_test_secret_5257a869e7ece',
    accepts: (headers) =>
      new Stripe('sk_test_1').webhooks.constructEvent(
        text,
        headers['stripe-signature'] ?? '',
        'whsec_test_secret_5257a869e7ece',
      ),
    signs: () => ({
      'stripe-signature': new Stripe('sk_test_1').webhooks.generateTestHeaderString({
        payload: text,
        secret: 'whsec_test_secret_5257a869e7ece',
      }),
    }),
  },
  '@octokit/webhooks-methods': {
    provider: github as Vendor['provider'],
    secret: 'a long random text',
    accepts: (headers) => octokitVerify('a long random text', text, headers['x-hub-signature-256'] ?? ''),
    signs: async () => ({ 'x-hub-signature-256': await octokitSign('a long random text', text) }),
  },
  '@clerk/backend': {
    provider: clerk as Vendor['provider'],
    secret: key,
    accepts: (headers) =>
      verifyWebhook(new Request('https://a.example', { method: 'POST', headers, body: text }), {
        signingSecret: key,
      }),
    signs: standard(key, 'svix').signs as NonNullable<Vendor['signs']>,
  },
  svix: {
    provider: svix as Vendor['provider'],
    secret: key,
    accepts: (headers) => new SvixWebhook(key).verify(text, headers),
    signs: (id) => ({
      'svix-id': id,
      'svix-timestamp': String(seconds()),
      'svix-signature': new SvixWebhook(key).sign(id, new Date(1000 * seconds()), text),
    }),
  },
  'standardwebhooks, as it is': {
    provider: standardWebhooks as Vendor['provider'],
    secret: key,
    ...standard(key),
  },
  'standardwebhooks, for Dodo Payments': {
    provider: dodopayments as Vendor['provider'],
    secret: key,
    ...standard(key),
  },
  'standardwebhooks, for Supabase': {
    provider: supabase as Vendor['provider'],
    secret: `v1,${key}`,
    ...standard(`v1,${key}`.replace('v1,whsec_', '')),
  },
  'standardwebhooks, for Polar': {
    provider: polar as Vendor['provider'],
    secret: 'polar_whs_abcdefghijklmnop',
    ...standard(Buffer.from('polar_whs_abcdefghijklmnop').toString('base64')),
  },
  '@slack/bolt': {
    provider: slack as Vendor['provider'],
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    accepts: (headers) =>
      bolt.verifySlackRequest({
        signingSecret: '8f742231b10e8888abcd99yyyzzz85a5',
        body: text,
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      }),
  },
};

const plain = (delivery: Delivery): Record<string, string> => Object.fromEntries(delivery.headers.entries());

describe.each(Object.entries(vendors))('%s', (_name, { provider, secret, accepts }) => {
  const draft = { secret, body, id: 'msg_1', type: 'a.b', time: Date.now(), url: 'https://a.example' };

  test('accepts what we sign', async () => {
    const accepted = await accepts(plain(await writeDelivery(provider({ secret }), draft)));
    expect(accepted).not.toBe(false);
  });
  test('refuses what we sign with another secret, as we do', async () => {
    const other = `${secret.slice(0, -4)}AAAA`;
    const delivery = await writeDelivery(provider({ secret }), { ...draft, secret: other });
    const verdict = await Promise.resolve()
      .then(() => accepts(plain(delivery)))
      .catch(() => false);
    expect(verdict === false).toBe(true);
    await expect(createWebhook(provider({ secret })).verify(delivery)).rejects.toMatchObject({
      code: 'signature_mismatch',
    });
  });
});

const signing = Object.entries(vendors).filter(([, { signs }]) => signs !== undefined);
test.each(signing)('we accept what %s signs', async (_name, { provider, secret, signs }) => {
  const headers = deliveryHeaders((await signs?.('msg_1')) ?? {});
  const event = await createWebhook(provider({ secret })).verify({ method: 'POST', url: '/', headers, body });
  expect(event.body).toBe(body);
});
