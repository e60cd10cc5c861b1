import { createRequire } from 'node:module';
import { verifyWebhook } from '@clerk/backend/webhooks';
import { WebhookHandler } from '@liveblocks/node';
import { validateWebhook } from 'replicate';
import { Resend } from 'resend';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { anthropic } from '../../src/anthropic.ts';
import { clerk } from '../../src/clerk.ts';
import { dodopayments } from '../../src/dodopayments.ts';
import { liveblocks } from '../../src/liveblocks.ts';
import { openai } from '../../src/openai.ts';
import { polar } from '../../src/polar.ts';
import { replicate } from '../../src/replicate.ts';
import { resend } from '../../src/resend.ts';
import { standardWebhooks } from '../../src/standard-webhooks.ts';
import { supabase } from '../../src/supabase.ts';
import { svix } from '../../src/svix.ts';
import { ahead, behind, unpadded } from './probes.ts';
import type { Sent } from './sent.ts';
import { compare, type Vendor } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

interface Unwraps {
  readonly webhooks: {
    unwrap(body: string, options: object, key?: string): unknown;
  };
}

const { OpenAI } = require('openai') as { OpenAI: new (options: object) => Unwraps };
const { Anthropic } = require('@anthropic-ai/sdk') as {
  Anthropic: new (options: object) => { beta: Unwraps };
};
const { DodoPayments } = require('dodopayments') as { DodoPayments: new (options: object) => Unwraps };
const { webhooks: polarWebhooks } = require('@polar-sh/sdk/2026-04') as {
  webhooks: { validateEvent(body: string, headers: object, secret: string): Promise<unknown> };
};

const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const polarKey = 'polar_whs_abcdefghijklmnop';

function signedBy(secret: string): NonNullable<Vendor['signs']> {
  return ({ text }) => {
    const at = new Date();
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new StandardWebhook(secret).sign('msg_1', at, text),
    };
    return { headers };
  };
}

/** With the names that the library reads. */
function named({ headers }: Sent): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/^svix-/, 'webhook-'), value]),
  );
}

function standard(provider: Vendor['provider'], secret: string, bare = secret): Vendor {
  return {
    provider,
    secret,
    accepts: (sent) => new StandardWebhook(bare).verify(sent.text, named(sent)),
    signs: signedBy(bare),
  };
}

compare({
  'standardwebhooks, as it is': standard((secret) => standardWebhooks({ secret }), key),
  'standardwebhooks, for Dodo Payments': standard((secret) => dodopayments({ secret }), key),
  'standardwebhooks, for Supabase': standard(
    (secret) => supabase({ secret }),
    `v1,${key}`,
    key.slice('whsec_'.length),
  ),
  'standardwebhooks, for Polar': standard(
    (secret) => polar({ secret }),
    polarKey,
    Buffer.from(polarKey).toString('base64'),
  ),
  svix: {
    provider: (secret) => svix({ secret }),
    secret: key,
    accepts: ({ text, headers }) => new SvixWebhook(key).verify(text, headers),
    signs({ text }) {
      const at = new Date();
      const signature = new SvixWebhook(key).sign('msg_1', at, text);
      const time = String(Math.floor(at.getTime() / 1000));
      return { headers: { 'svix-id': 'msg_1', 'svix-timestamp': time, 'svix-signature': signature } };
    },
  },
  '@clerk/backend': {
    provider: (secret) => clerk({ secret }),
    secret: key,
    accepts: ({ url, headers, text }) =>
      verifyWebhook(new Request(url, { method: 'POST', headers, body: text }), { signingSecret: key }),
  },
  resend: {
    provider: (secret) => resend({ secret }),
    secret: key,
    accepts(sent) {
      const { 'webhook-id': id = '', ...headers } = named(sent);
      const { 'webhook-timestamp': timestamp = '', 'webhook-signature': signature = '' } = headers;
      const payload = { payload: sent.text, headers: { id, timestamp, signature }, webhookSecret: key };
      return new Resend('re_1').webhooks.verify(payload);
    },
  },
  replicate: {
    provider: (secret) => replicate({ secret }),
    secret: key,
    accepts: ({ url, headers, text }) =>
      validateWebhook(new Request(url, { method: 'POST', headers, body: text }), key),
    accepting: [behind, ahead],
  },
  '@liveblocks/node': {
    provider: (secret) => liveblocks({ secret }),
    secret: key,
    text: '{ "type": "userEntered", "data": { "roomId": "evt_1", "note": "café" } }\n',
    accepts: ({ headers, text }) => new WebhookHandler(key).verifyRequest({ headers, rawBody: text }),
  },
  openai: {
    provider: (secret) => openai({ secret }),
    secret: key,
    accepts: ({ headers, text }) => new OpenAI({ apiKey: 'sk-1' }).webhooks.unwrap(text, headers, key),
    accepting: [unpadded],
  },
  '@anthropic-ai/sdk': {
    provider: (secret) => anthropic({ secret }),
    secret: key,
    accepts: ({ headers, text }) =>
      new Anthropic({ apiKey: 'sk-1' }).beta.webhooks.unwrap(text, { headers, key }),
  },
  dodopayments: {
    provider: (secret) => dodopayments({ secret }),
    secret: key,
    accepts: ({ headers, text }) =>
      new DodoPayments({ bearerToken: '1' }).webhooks.unwrap(text, { headers, key }),
  },
  '@polar-sh/sdk': {
    provider: (secret) => polar({ secret }),
    secret: polarKey,
    text: '{ "type": "order.paid", "data": { "id": "evt_1", "note": "café" } }\n',
    accepts: ({ headers, text }) => polarWebhooks.validateEvent(text, headers, polarKey),
    accepting: [unpadded],
  },
});
