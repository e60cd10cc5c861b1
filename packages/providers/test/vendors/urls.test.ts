import { createRequire } from 'node:module';
import { parse as parseForm } from 'node:querystring';
import { signRequest, verifyRequest } from '@contentful/node-apps-toolkit';
import { EventCallbackHelper, EventCallbackRequest } from '@dropbox/sign';
import { box } from '../../src/box.ts';
import { contentful } from '../../src/contentful.ts';
import { dropboxSign } from '../../src/dropbox-sign.ts';
import { hubspot } from '../../src/hubspot.ts';
import { twilio } from '../../src/twilio.ts';
import { hmacSha256 } from './keys.ts';
import { ahead, unpadded } from './probes.ts';
import { changed, type Sent } from './sent.ts';
import { compare, type Vendor } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const twilioSdk = require('twilio/lib/webhooks/webhooks') as {
  validateRequest(secret: string, signature: string, url: string, fields: object): boolean;
  validateRequestWithBody(secret: string, signature: string, url: string, body: string): boolean;
  getExpectedTwilioSignature(secret: string, url: string, fields: object): string;
};
const { Signature } = require('@hubspot/api-client/lib/src/utils/signature') as {
  Signature: {
    isValid(request: object): boolean;
    getSignature(method: string, version: string, request: object): string;
  };
};
const { WebhooksManager } = require('box-node-sdk/managers/webhooks') as {
  WebhooksManager: {
    validateMessage(body: string, headers: object, primaryKey: string): Promise<boolean>;
  };
};

const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const url = 'https://a.example/hooks?x=1&y=b%20c';
const path = (sent: Sent): string => sent.url.replace('https://a.example', '');

const escaped = 'a body that was signed with its letters beyond ASCII escaped';

function signEscaped(sent: Sent): Sent {
  const text = sent.text.replace(
    /[^\0-\x7f]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const content = text + (sent.headers['box-delivery-timestamp'] ?? '');
  return changed(sent, {
    headers: { 'box-signature-primary': hmacSha256(secret, content).toString('base64') },
  });
}

/** As Twilio sends it to another URL. */
function signedFor(sent: Sent, called: string): Sent {
  const signature = twilioSdk.getExpectedTwilioSignature(secret, called, parseForm(sent.text));
  return changed(sent, { url: called, headers: { 'x-twilio-signature': signature } });
}

const asTwilio: Pick<Vendor, 'provider' | 'secret' | 'url' | 'probes'> = {
  provider: (key) => twilio({ secret: key, publicUrl: 'https://a.example' }),
  secret,
  url,
  probes: {
    'another path': { change: (sent) => changed(sent, { url: sent.url.replace('hooks', 'other') }) },
    'a port that is the usual one': {
      change: (sent) => changed(sent, { url: sent.url.replace('a.example', 'a.example:443') }),
    },
  },
};

compare({
  'twilio, a form': {
    ...asTwilio,
    probes: {
      ...asTwilio.probes,
      'a field that comes three times, twice with one value': { text: 'MessageSid=SM1&Tag=b&Tag=a&Tag=b' },
      'a field without a value': { text: 'MessageSid=SM1&Body=&A%20b=%26' },
      'a URL with an apostrophe': { change: (sent) => signedFor(sent, `${url}&z=it's`) },
      'a URL with an apostrophe that was escaped when it was signed': {
        change: (sent) => changed(signedFor(sent, `${url}&z=it%27s`), { url: `${url}&z=it's` }),
      },
      'a URL with the names and values of a query escaped otherwise': {
        change: (sent) => changed(signedFor(sent, `${url}&z=%28a%29`), { url: `${url}&z=(a)` }),
      },
    },
    text: 'MessageSid=SM1&From=%2B1555&Body=evt_1+caf%C3%A9&NumMedia=0',
    accepts: ({ text, headers, url: called }) =>
      twilioSdk.validateRequest(secret, headers['x-twilio-signature'] ?? '', called, parseForm(text)),
    signs({ text, url: called }) {
      const signature = twilioSdk.getExpectedTwilioSignature(secret, called, parseForm(text));
      return {
        headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' },
      };
    },
  },
  'twilio, JSON': {
    ...asTwilio,
    accepts: ({ text, headers, url: called }) =>
      twilioSdk.validateRequestWithBody(secret, headers['x-twilio-signature'] ?? '', called, text),
  },
  '@hubspot/api-client': {
    provider: (key) => hubspot({ secret: key, publicUrl: 'https://a.example' }),
    secret,
    text: '[{ "eventId": "evt_1", "subscriptionType": "contact.creation", "note": "café" }]',
    accepts: ({ method, text, headers, url: called }) =>
      Signature.isValid({
        method,
        url: called,
        requestBody: text,
        timestamp: Number(headers['x-hubspot-request-timestamp']),
        signature: headers['x-hubspot-signature-v3'],
        clientSecret: secret,
        signatureVersion: 'v3',
      }),
    signs({ method, text, url: called }) {
      const timestamp = Date.now();
      const request = { url: called, requestBody: text, timestamp, clientSecret: secret };
      return {
        headers: {
          'x-hubspot-request-timestamp': `${timestamp}`,
          'x-hubspot-signature-v3': Signature.getSignature(method, 'v3', request),
        },
      };
    },
    accepting: [ahead],
  },
  '@contentful/node-apps-toolkit': {
    provider: (key) => contentful({ secret: key }),
    secret: secret + secret,
    url,
    accepts: (sent) =>
      verifyRequest(secret + secret, {
        method: 'POST',
        path: path(sent),
        headers: sent.headers,
        body: sent.text,
      }),
    signs: (sent) => ({
      headers: {
        ...signRequest(secret + secret, { method: 'POST', path: path(sent), headers: {}, body: sent.text }),
      },
    }),
    accepting: [ahead],
  },
  'box-node-sdk': {
    provider: (key) => box({ secret: key }),
    secret,
    accepts: ({ text, headers }) => WebhooksManager.validateMessage(text, headers, secret),
    probes: { [escaped]: { change: signEscaped } },
    accepting: [unpadded, escaped],
  },
  '@dropbox/sign': {
    provider: (key) => dropboxSign({ secret: key }),
    secret,
    text: '{"event":{"event_type":"signature_request_sent"},"account_guid":"evt_1"}',
    accepts({ text }) {
      const [json = ''] = /\{.*\}/s.exec(text) ?? [];
      return EventCallbackHelper.isValid(secret, EventCallbackRequest.init(JSON.parse(json)));
    },
  },
});
