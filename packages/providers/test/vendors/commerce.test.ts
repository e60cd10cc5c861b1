import { createRequire } from 'node:module';
import { WebhookEventVerifier } from '@onfido/api';
import { adyen } from '../../src/adyen.ts';
import { braintree } from '../../src/braintree.ts';
import { chargebee } from '../../src/chargebee.ts';
import { easypost } from '../../src/easypost.ts';
import { onfido } from '../../src/onfido.ts';
import { shopify } from '../../src/shopify.ts';
import { unpadded, upper } from './probes.ts';
import { changed } from './sent.ts';
import { compare } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const EasyPost = require('@easypost/api') as new (key: string) => {
  Utils: { validateWebhook(body: Uint8Array, headers: object, secret: string): object };
};
const { basicAuthValidator } = require('chargebee') as {
  basicAuthValidator(check: (user: string, password: string) => boolean): (headers: object) => Promise<void>;
};
const { default: HmacValidator } = require('@adyen/api-library/lib/src/utils/hmacValidator') as {
  default: new () => {
    validateHMACSignature(key: string, signature: string, body: string): boolean;
    validateHMAC(item: object, key: string): boolean;
    calculateHmac(content: object | string, key: string): string;
  };
};
const braintreeSdk = require('braintree') as {
  BraintreeGateway: new (options: object) => {
    webhookNotification: { parse(signature: string, payload: string): Promise<object> };
    webhookTesting: {
      sampleNotification(kind: string, id: string): { bt_signature: string; bt_payload: string };
    };
  };
  Environment: { Sandbox: object };
};
void require('@shopify/shopify-api/adapters/web-api');
const { shopifyApi } = require('@shopify/shopify-api') as {
  shopifyApi(options: object): {
    webhooks: { validate(request: object): Promise<{ valid: boolean }> };
  };
};

const secret = 'whsec_test_secret_5257a869e7ece';

compare({
  '@easypost/api': {
    provider: (key) => easypost({ secret: key }),
    secret,
    accepts: ({ body, headers }) => new EasyPost('key').Utils.validateWebhook(body, headers, secret),
    probes: { 'a whole number as the weight': { text: '{ "id": "evt_1", "weight": 7 }' } },
    refusing: ['a whole number as the weight'],
  },
  '@shopify/shopify-api': {
    provider: (key) => shopify({ secret: key }),
    secret,
    async accepts({ text, headers, url }) {
      const api = shopifyApi({
        apiKey: 'key',
        apiSecretKey: secret,
        hostName: 'a.example',
        apiVersion: '2026-10',
        isEmbeddedApp: true,
        scopes: [],
        logger: { level: 0 },
      });
      const others = {
        'x-shopify-shop-domain': 'a.myshopify.com',
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': '1',
        ...headers,
      };
      const rawRequest = new Request(url, { method: 'POST', headers: others });
      return (await api.webhooks.validate({ rawBody: text, rawRequest })).valid;
    },
    probes: {
      'an empty X-Shopify-Shop-Domain, which is not signed': {
        change: (sent) => changed(sent, { headers: { 'x-shopify-shop-domain': '' } }),
      },
    },
    refusing: ['an empty X-Shopify-Shop-Domain, which is not signed'],
  },
  chargebee: {
    provider: (key) => chargebee({ secret: key }),
    secret: 'user:password',
    accepts: ({ headers }) =>
      basicAuthValidator((user, password) => `${user}:${password}` === 'user:password')(headers),
  },
  '@onfido/api': {
    provider: (key) => onfido({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      new WebhookEventVerifier(secret).readPayload(text, headers['x-sha2-signature'] ?? ''),
    accepting: [upper],
  },
});

const [publicKey, privateKey] = ['public_key_of_gateway', 'private_key_of_gateway'];
const gateway = new braintreeSdk.BraintreeGateway({
  environment: braintreeSdk.Environment.Sandbox,
  merchantId: 'merchant',
  publicKey,
  privateKey,
});

compare({
  braintree: {
    provider: (key) => braintree({ secret: key }),
    secret: `${publicKey} ${privateKey}`,
    text: '<notification><kind>check</kind><timestamp type="datetime">2026-11-22T00:00:00Z</timestamp><subject><check type="boolean">true</check></subject></notification>',
    accepts({ text }) {
      const form = new URLSearchParams(text);
      return gateway.webhookNotification.parse(form.get('bt_signature') ?? '', form.get('bt_payload') ?? '');
    },
    signs() {
      const { bt_signature, bt_payload } = gateway.webhookTesting.sampleNotification('check', 'evt_1');
      return { text: new URLSearchParams({ bt_signature, bt_payload }).toString() };
    },
  },
});

const hexKey = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
const item = {
  pspReference: '7914073381342284',
  originalReference: '',
  merchantAccountCode: 'TestMerchant',
  merchantReference: 'evt_1',
  amount: { value: 1130, currency: 'EUR' },
  eventCode: 'AUTHORISATION',
  success: 'true',
};

const textOf = (notification: object): string =>
  JSON.stringify({ notificationItems: [{ NotificationRequestItem: notification }] });

compare({
  '@adyen/api-library, the header': {
    provider: (key) => adyen({ secret: key }),
    secret: hexKey,
    accepts: ({ text, headers }) =>
      new HmacValidator().validateHMACSignature(hexKey, headers.hmacsignature ?? '', text),
    signs: ({ text }) => ({
      headers: { hmacsignature: new HmacValidator().calculateHmac(text, hexKey) },
    }),
    accepting: [unpadded],
  },
  '@adyen/api-library, the notification': {
    provider: (key) => adyen({ secret: key }),
    secret: hexKey,
    scheme: 1,
    text: textOf(item),
    probes: {
      'a notification without originalReference': { text: textOf({ ...item, originalReference: undefined }) },
      'a reference with a colon and a backslash': { text: textOf({ ...item, merchantReference: 'a:b\\c' }) },
      'another amount': { change: (sent) => changed(sent, { text: sent.text.replace('1130', '1131') }) },
      'another reason, which is not signed': {
        change: (sent) =>
          changed(sent, { text: sent.text.replace('"eventCode"', '"reason":"x","eventCode"') }),
      },
    },
    accepts({ text }) {
      const { notificationItems } = JSON.parse(text) as {
        notificationItems: { NotificationRequestItem: object }[];
      };
      const [first] = notificationItems;
      return new HmacValidator().validateHMAC(first?.NotificationRequestItem ?? {}, hexKey);
    },
    signs() {
      const hmacSignature = new HmacValidator().calculateHmac(item, hexKey);
      const signed = { ...item, additionalData: { hmacSignature } };
      return {
        text: JSON.stringify({ live: 'false', notificationItems: [{ NotificationRequestItem: signed }] }),
      };
    },
  },
});
