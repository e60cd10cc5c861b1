import { createRequire } from 'node:module';
import { parse as parseGocardless } from 'gocardless-nodejs';
import { Stripe } from 'stripe';
import { coinbaseCommerce } from '../../src/coinbase-commerce.ts';
import { gocardless } from '../../src/gocardless.ts';
import { mollie } from '../../src/mollie.ts';
import { paddle } from '../../src/paddle.ts';
import { razorpay } from '../../src/razorpay.ts';
import { square } from '../../src/square.ts';
import { stripe } from '../../src/stripe.ts';
import { ahead, otherLast, upper } from './probes.ts';
import { compare } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const { Paddle } = require('@paddle/paddle-node-sdk') as {
  Paddle: new (key: string) => {
    webhooks: { isSignatureValid(body: string, secret: string, signature: string): Promise<boolean> };
  };
};
const Razorpay = require('razorpay') as {
  validateWebhookSignature(body: string, signature: string, secret: string): boolean;
};
const { WebhooksHelper } = require('square') as {
  WebhooksHelper: { verifySignature(request: Readonly<Record<string, string>>): Promise<boolean> };
};
const { Webhook: CoinbaseWebhook } = require('coinbase-commerce-node') as {
  Webhook: {
    verifyEventBody(body: string, signature: string, secret: string): object;
    computeSignature(body: string, secret: string): string;
  };
};
const { SignatureValidator } = require('mollie-api-typescript') as {
  SignatureValidator: {
    validate(body: string, secret: string, signature: string): Promise<boolean>;
    createSignature(body: string, secret: string): Promise<string>;
  };
};
const secret = 'whsec_test_secret_5257a869e7ece';

compare({
  stripe: {
    provider: (key) => stripe({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      new Stripe('sk_test_1').webhooks.constructEvent(text, headers['stripe-signature'] ?? '', secret),
    accepting: [ahead],
    signs: ({ text }) => ({
      headers: {
        'stripe-signature': new Stripe('sk_test_1').webhooks.generateTestHeaderString({
          payload: text,
          secret,
        }),
      },
    }),
  },
  '@paddle/paddle-node-sdk': {
    provider: (key) => paddle({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      new Paddle('key').webhooks.isSignatureValid(text, secret, headers['paddle-signature'] ?? ''),
    accepting: [ahead],
    refusing: [otherLast],
  },
  razorpay: {
    provider: (key) => razorpay({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      Razorpay.validateWebhookSignature(text, headers['x-razorpay-signature'] ?? '', secret),
  },
  square: {
    provider: (key) => square({ secret: key, publicUrl: 'https://a.example/hooks' }),
    secret,
    accepts: ({ text, headers, url }) =>
      WebhooksHelper.verifySignature({
        requestBody: text,
        signatureHeader: headers['x-square-hmacsha256-signature'] ?? '',
        signatureKey: secret,
        notificationUrl: url,
      }),
  },
  'gocardless-nodejs': {
    provider: (key) => gocardless({ secret: key }),
    secret,
    text: '{ "events": [{ "id": "evt_1", "resource_type": "payments", "action": "paid", "note": "café" }] }\n',
    accepts: ({ text, headers }) => parseGocardless(text, secret, headers['webhook-signature'] ?? ''),
    accepting: [upper],
  },
  'coinbase-commerce-node': {
    provider: (key) => coinbaseCommerce({ secret: key }),
    secret,
    text: '{ "event": { "id": "evt_1", "type": "charge:created", "note": "café" } }\n',
    accepts: ({ text, headers }) =>
      CoinbaseWebhook.verifyEventBody(text, headers['x-cc-webhook-signature'] ?? '', secret),
    signs: ({ text }) => ({
      headers: { 'x-cc-webhook-signature': CoinbaseWebhook.computeSignature(text, secret) },
    }),
  },
  'mollie-api-typescript': {
    provider: (key) => mollie({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      SignatureValidator.validate(text, secret, headers['x-mollie-signature'] ?? ''),
    signs: async ({ text }) => ({
      headers: { 'x-mollie-signature': `sha256=${await SignatureValidator.createSignature(text, secret)}` },
    }),
  },
});
