import https from 'node:https';
import { createRequire } from 'node:module';
import { PassThrough } from 'node:stream';
import { verifyRequest as verifyGithub } from '@copilot-extensions/preview-sdk';
import { verifyKey } from 'discord-interactions';
import { vi } from 'vitest';
import { awsSns } from '../../src/aws-sns.ts';
import { discord } from '../../src/discord.ts';
import { ebay } from '../../src/ebay.ts';
import { githubSecretScanning } from '../../src/github-secret-scanning.ts';
import { sendgrid } from '../../src/sendgrid.ts';
import { telnyx } from '../../src/telnyx.ts';
import { turnkey } from '../../src/turnkey.ts';
import { toPem, toRaw } from './keys.ts';
import { ahead, behind, respelled, unpadded } from './probes.ts';
import { compare } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const { EventWebhook } = require('@sendgrid/eventwebhook') as {
  EventWebhook: new () => {
    convertPublicKeyToECDSA(key: string): object;
    verifySignature(key: object, body: string, signature: string, timestamp: string): boolean;
  };
};
const { TelnyxWebhook } = require('telnyx/lib/webhooks') as {
  TelnyxWebhook: new (key: string) => { verify(body: string, headers: object): Promise<void> };
};
const { verifyTurnkeyWebhookSignature } = require('@turnkey/crypto') as {
  verifyTurnkeyWebhookSignature(request: object): { ok: boolean };
};
const ebayClient = require('event-notification-nodejs-sdk/lib/client') as {
  getPublicKey: () => Promise<{ key: string }>;
};
const ebayValidator = require('event-notification-nodejs-sdk/lib/validator') as {
  validateSignature(message: unknown, signature: string, config: object): Promise<boolean>;
};

/** The validator without the certificates that it keeps. */
function snsValidator(): { validate(body: string, done: (error: Error | null) => void): void } {
  delete require.cache[require.resolve('sns-validator')];
  return new (require('sns-validator') as new () => ReturnType<typeof snsValidator>)();
}

/** Answers the request for a certificate with a key, which proves the same. */
async function acceptsSns(text: string, pem: string): Promise<void> {
  const get = vi.spyOn(https, 'get').mockImplementation(((
    _url: string,
    answer: (response: object) => void,
  ) => {
    const response = Object.assign(new PassThrough(), { statusCode: 200 });
    answer(response);
    response.end(pem);
    return response;
  }) as never);
  try {
    await new Promise<void>((resolve, reject) => {
      snsValidator().validate(text, (error) => (error ? reject(error) : resolve()));
    });
  } finally {
    get.mockRestore();
  }
}

compare({
  'discord-interactions': {
    provider: (publicKey) => discord({ publicKey }),
    algorithm: 'ed25519',
    accepts: ({ body, headers }, key) =>
      verifyKey(
        body,
        headers['x-signature-ed25519'] ?? '',
        headers['x-signature-timestamp'] ?? '',
        toRaw(key).toString('hex'),
      ),
    accepting: [behind, ahead],
  },
  '@sendgrid/eventwebhook': {
    provider: (publicKey) => sendgrid({ publicKey }),
    algorithm: 'ecdsa-p256-sha256',
    text: '[{ "event": "open", "sg_event_id": "evt_1", "note": "café" }]\r\n',
    accepts({ text, headers }, key) {
      const webhook = new EventWebhook();
      const [signature = '', timestamp = ''] = ['signature', 'timestamp'].map(
        (name) => headers[`x-twilio-email-event-webhook-${name}`] ?? '',
      );
      return webhook.verifySignature(webhook.convertPublicKeyToECDSA(toPem(key)), text, signature, timestamp);
    },
    accepting: [behind, ahead],
  },
  telnyx: {
    provider: (publicKey) => telnyx({ publicKey }),
    algorithm: 'ed25519',
    accepts: ({ text, headers }, key) =>
      new TelnyxWebhook(toRaw(key).toString('base64')).verify(text, headers),
    refusing: [unpadded],
  },
  '@turnkey/crypto': {
    provider: (publicKey) => turnkey({ publicKey }),
    algorithm: 'ed25519',
    accepts: ({ body, headers }, key) =>
      verifyTurnkeyWebhookSignature({
        headers,
        body,
        verificationKeys: [
          { keyId: 'test-key', algorithm: 'ed25519', publicKey: toRaw(key).toString('hex') },
        ],
        maxTimestampAgeMs: 300_000,
      }).ok,
  },
  '@copilot-extensions/preview-sdk': {
    provider: (publicKey) => githubSecretScanning({ publicKey }),
    algorithm: 'ecdsa-p256-sha256',
    text: '[{ "token": "evt_1", "type": "some_token", "url": "", "note": "café" }]\n',
    accepts: ({ text, headers }, key) =>
      verifyGithub(text, headers['github-public-key-signature'] ?? '', toPem(key)),
  },
  'event-notification-nodejs-sdk': {
    provider: (publicKey) => ebay({ publicKey }),
    algorithm: 'ecdsa-p256-sha1',
    // The library verifies what `JSON.stringify` writes.
    text: '{"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION"},"notification":{"notificationId":"evt_1","note":"é"}}',
    accepts({ text, headers }, key) {
      ebayClient.getPublicKey = async () => ({ key: toPem(key).replaceAll('\n', '') });
      return ebayValidator.validateSignature(JSON.parse(text), headers['x-ebay-signature'] ?? '', {});
    },
    accepting: [respelled],
  },
  'sns-validator': {
    provider: (publicKey) => awsSns({ publicKey, topicArns: ['arn:aws:sns:us-east-1:123456789012:topic'] }),
    algorithm: 'rsa-sha256',
    accepts: ({ text }, key) => acceptsSns(text, toPem(key)),
    accepting: [behind, ahead],
  },
});
