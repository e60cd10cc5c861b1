import { createRequire } from 'node:module';
import { Mux } from '@mux/mux-node';
import { signWebhookPayload, verifyWebhookSignature as verifyNotion } from '@notionhq/client';
import { sign as octokitSign, verify as octokitVerify } from '@octokit/webhooks-methods';
import { encodeSignatureHeader, isValidSignature } from '@sanity/webhook';
import type * as Bolt from '@slack/bolt';
import { WorkOS } from '@workos-inc/node';
import Pusher from 'pusher';
import { cloudinary } from '../../src/cloudinary.ts';
import { elevenlabs } from '../../src/elevenlabs.ts';
import { github } from '../../src/github.ts';
import { hookdeck } from '../../src/hookdeck.ts';
import { line } from '../../src/line.ts';
import { linear } from '../../src/linear.ts';
import { mux } from '../../src/mux.ts';
import { notion } from '../../src/notion.ts';
import { pusher } from '../../src/pusher.ts';
import { sanity } from '../../src/sanity.ts';
import { slack } from '../../src/slack.ts';
import { webflow } from '../../src/webflow.ts';
import { workos } from '../../src/workos.ts';
import { hmacSha256 } from './keys.ts';
import { ahead, behind, otherFirst, respelled, unpadded } from './probes.ts';
import { changed } from './sent.ts';
import { compare } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const bolt = require('@slack/bolt') as typeof Bolt;
const { LinearWebhookClient } = require('@linear/sdk/webhooks') as {
  LinearWebhookClient: new (secret: string) => { verify(body: Uint8Array, signature: string): boolean };
};
const { validateSignature: validateLine } = require('@line/bot-sdk') as {
  validateSignature(body: Uint8Array, secret: string, signature: string): boolean;
};
const { Client: Webflow } = require('webflow-api/wrapper/WebhooksClient') as {
  Client: new (options: object) => { verifySignature(request: object): Promise<boolean> };
};
const { WebhooksClient } = require('@elevenlabs/elevenlabs-js/wrapper/webhooks') as {
  WebhooksClient: new (options: object) => {
    constructEvent(body: string, signature: string, secret: string): Promise<object>;
  };
};
const { verifyWebhookSignature: verifyHookdeck } = require('@hookdeck/sdk/webhooks/helpers') as {
  verifyWebhookSignature(request: object): Promise<{ isValidSignature: boolean }>;
};
const cloudinarySdk = require('cloudinary') as {
  config(options: object): object;
  utils: {
    verifyNotificationSignature(body: string, timestamp: number, signature: string): boolean;
    webhook_signature(body: string, timestamp: number, options: object): string;
  };
};

const secret = '8f742231b10e8888abcd99yyyzzz85a5';
const now = (): number => Math.floor(Date.now() / 1000);

cloudinarySdk.config({ api_secret: secret });

compare({
  '@octokit/webhooks-methods': {
    provider: (key) => github({ secret: key }),
    secret,
    accepts: ({ text, headers }) => octokitVerify(secret, text, headers['x-hub-signature-256'] ?? ''),
    signs: async ({ text }) => ({ headers: { 'x-hub-signature-256': await octokitSign(secret, text) } }),
  },
  '@slack/bolt': {
    provider: (key) => slack({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      bolt.verifySlackRequest({
        signingSecret: secret,
        body: text,
        headers: {
          'x-slack-signature': headers['x-slack-signature'] ?? '',
          'x-slack-request-timestamp': Number(headers['x-slack-request-timestamp']),
        },
      }),
    accepting: [ahead],
  },
  '@linear/sdk': {
    provider: (key) => linear({ secret: key }),
    secret,
    accepts: ({ body, headers }) =>
      new LinearWebhookClient(secret).verify(Buffer.from(body), headers['linear-signature'] ?? ''),
  },
  '@line/bot-sdk': {
    provider: (key) => line({ secret: key }),
    secret,
    accepts: ({ body, headers }) =>
      validateLine(Buffer.from(body), secret, headers['x-line-signature'] ?? ''),
    accepting: [unpadded],
  },
  '@mux/mux-node': {
    provider: (key) => mux({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      new Mux({ tokenId: '1', tokenSecret: '1' }).webhooks.verifySignature(text, headers, secret),
    accepting: [ahead],
  },
  '@sanity/webhook': {
    provider: (key) => sanity({ secret: key }),
    secret,
    accepts: ({ text, headers }) => isValidSignature(text, headers['sanity-webhook-signature'] ?? '', secret),
    signs: async ({ text }) => ({
      headers: { 'sanity-webhook-signature': await encodeSignatureHeader(text, Date.now(), secret) },
    }),
  },
  '@workos-inc/node': {
    provider: (key) => workos({ secret: key }),
    secret,
    // The library signs and verifies what `JSON.stringify` writes.
    text: '{"id":"evt_1","event":"user.created","note":"café"}',
    accepts: ({ text, headers }) =>
      new WorkOS('sk_1').webhooks.verifyHeader({
        payload: JSON.parse(text) as Record<string, unknown>,
        sigHeader: headers['workos-signature'] ?? '',
        secret,
      }),
    async signs({ text }) {
      const time = Date.now();
      const signature = await new WorkOS('sk_1').webhooks.computeSignature(time, JSON.parse(text), secret);
      return { headers: { 'workos-signature': `t=${time}, v1=${signature}` } };
    },
    accepting: [ahead, respelled],
    refusing: [otherFirst],
  },
  pusher: {
    provider: (key) => pusher({ secret: key }),
    secret,
    text: '{ "time_ms": 1327078148132, "events": [{ "name": "channel_occupied", "channel": "evt_1é" }] }\n',
    accepts: ({ text, headers }) =>
      new Pusher({ appId: '1', key: 'key', secret, cluster: 'eu' })
        .webhook({ rawBody: text, headers: { 'x-pusher-key': 'key', ...headers } })
        .isValid(),
  },
  'webflow-api': {
    provider: (key) => webflow({ secret: key }),
    secret,
    accepts: ({ text, headers }) => new Webflow({}).verifySignature({ headers, body: text, secret }),
    accepting: [behind, ahead],
  },
  '@elevenlabs/elevenlabs-js': {
    provider: (key) => elevenlabs({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      new WebhooksClient({}).constructEvent(text, headers['elevenlabs-signature'] ?? '', secret),
    accepting: [ahead],
    refusing: [otherFirst],
  },
  '@hookdeck/sdk': {
    provider: (key) => hookdeck({ secret: key }),
    secret,
    probes: {
      'a second header that holds the right signature': {
        change(sent) {
          const right = sent.headers['x-hookdeck-signature'] ?? '';
          const wrong = hmacSha256('another secret', sent.text).toString('base64');
          return changed(sent, {
            headers: { 'x-hookdeck-signature': wrong, 'x-hookdeck-signature-2': right },
          });
        },
      },
    },
    async accepts({ text, headers }) {
      const { isValidSignature: isValid } = await verifyHookdeck({
        headers,
        rawBody: text,
        signingSecret: secret,
      });
      return isValid;
    },
  },
  '@notionhq/client': {
    provider: (key) => notion({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      verifyNotion({ body: text, signature: headers['x-notion-signature'] ?? '', verificationToken: secret }),
    signs: async ({ text }) => ({
      headers: { 'x-notion-signature': await signWebhookPayload({ body: text, verificationToken: secret }) },
    }),
  },
  cloudinary: {
    provider: (key) => cloudinary({ secret: key }),
    secret,
    accepts: ({ text, headers }) =>
      cloudinarySdk.utils.verifyNotificationSignature(
        text,
        Number(headers['x-cld-timestamp']),
        headers['x-cld-signature'] ?? '',
      ),
    signs({ text }) {
      const time = now();
      const signature = cloudinarySdk.utils.webhook_signature(text, time, { api_secret: secret });
      return { headers: { 'x-cld-timestamp': `${time}`, 'x-cld-signature': signature } };
    },
    accepting: [ahead],
  },
});
