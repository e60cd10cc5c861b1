import { createHash, createSecretKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { decodeWebhook } from '@kinde/webhooks';
import { Receiver } from '@upstash/qstash';
import { verifySignature as verifyVonage } from '@vonage/jwt';
import {
  createQueryStringHash,
  decodeSymmetric,
  encodeSymmetric,
  fromMethodAndUrl,
  SymmetricAlgorithm,
} from 'atlassian-jwt';
import { OAuth2Client } from 'google-auth-library';
import { AccessToken, WebhookReceiver } from 'livekit-server-sdk';
import { vi } from 'vitest';
import { atlassianConnect } from '../../src/atlassian-connect.ts';
import { googleChat } from '../../src/google-chat.ts';
import { googlePubsub } from '../../src/google-pubsub.ts';
import { kinde } from '../../src/kinde.ts';
import { livekit } from '../../src/livekit.ts';
import { messagebird } from '../../src/messagebird.ts';
import { monday } from '../../src/monday.ts';
import { netlify } from '../../src/netlify.ts';
import { upstashQstash } from '../../src/upstash-qstash.ts';
import { vonage } from '../../src/vonage.ts';
import { toPem } from './keys.ts';
import { ahead, behind, otherBody, respelled } from './probes.ts';
import { changed, type Sent } from './sent.ts';
import { compare } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const { verify: verifyMessagebird } = require('messagebird/lib/webhook-signature-jwt') as {
  verify(url: string, body: Uint8Array, token: string, key: object): Promise<true>;
};
const jsonwebtoken = require('jsonwebtoken') as {
  verify(token: string, secret: string, options?: object): Record<string, unknown>;
  sign(claims: object, secret: string, options?: object): string;
};

const secret = 'sig_5257a869e7ece5257a869e7ece5257a8';
const url = 'https://a.example/hooks?x=1';
const publicUrl = 'https://a.example';
const otherUrl = 'another path';
const atAnotherUrl = {
  [otherUrl]: { change: (sent: Sent) => changed(sent, { url: sent.url.replace('hooks', 'other') }) },
};

const sha256 = (text: string, encoding: 'hex' | 'base64'): string =>
  createHash('sha256').update(text).digest(encoding);
const bearer = ({ headers }: Sent): string => (headers.authorization ?? '').replace(/^Bearer /, '');

/** Answers with a JWKS of this key. */
async function decodeKinde(token: string, jwk: string): Promise<object | null> {
  const keys = [{ ...(JSON.parse(jwk) as object), alg: 'RS256', use: 'sig' }];
  vi.stubGlobal('fetch', async () => Response.json({ keys }));
  try {
    return await decodeWebhook(token, 'https://example.kinde.com');
  } finally {
    vi.unstubAllGlobals();
  }
}

async function verifyGoogle(sent: Sent, key: string, audience: string, issuers: string[]): Promise<object> {
  const certificates = { 'test-key': toPem(key) };
  return new OAuth2Client().verifySignedJwtWithCertsAsync(bearer(sent), certificates, audience, issuers);
}

compare({
  '@upstash/qstash': {
    provider: (key) => upstashQstash({ secret: key, publicUrl }),
    secret,
    url,
    probes: atAnotherUrl,
    accepts: ({ text, headers, url: called }) =>
      new Receiver({ currentSigningKey: secret, nextSigningKey: `${secret}2` }).verify({
        signature: headers['upstash-signature'] ?? '',
        body: text,
        url: called,
      }),
  },
  '@kinde/webhooks': {
    provider: (publicKey) => kinde({ publicKey }),
    algorithm: 'rsa-sha256',
    accepts: async ({ text }, key) => (await decodeKinde(text, key)) !== null,
  },
  messagebird: {
    provider: (key) => messagebird({ secret: key, publicUrl }),
    secret,
    url,
    probes: atAnotherUrl,
    accepts: ({ body, headers, url: called }) =>
      verifyMessagebird(
        called,
        body,
        headers['messagebird-signature-jwt'] ?? '',
        createSecretKey(Buffer.from(secret)),
      ),
  },
  '@vonage/jwt': {
    provider: (key) => vonage({ secret: key }),
    secret,
    // Its verifier is of tokens: the hash of the body in them is the application's to compare.
    accepts: (sent) => verifyVonage(bearer(sent), secret),
    accepting: [behind, ahead, otherBody, respelled],
  },
  'livekit-server-sdk': {
    provider: (key) => livekit({ secret: key, apiKey: 'key' }),
    secret,
    text: '{ "id": "evt_1", "event": "room_started", "room": { "name": "café" } }\n',
    accepts: ({ text, headers }) => new WebhookReceiver('key', secret).receive(text, headers.authorization),
    async signs({ text }) {
      const token = new AccessToken('key', secret);
      token.sha256 = sha256(text, 'base64');
      return { headers: { authorization: await token.toJwt() } };
    },
  },
  'google-auth-library, for Pub/Sub': {
    provider: (publicKey) =>
      googlePubsub({ publicKey, audience: url, serviceAccountEmail: 'a@b.iam.gserviceaccount.com' }),
    algorithm: 'rsa-sha256',
    accepts: (sent, key) =>
      verifyGoogle(sent, key, url, ['https://accounts.google.com', 'accounts.google.com']),
  },
  'google-auth-library, for Chat': {
    provider: (publicKey) => googleChat({ publicKey, projectNumber: '1234567890' }),
    algorithm: 'rsa-sha256',
    accepts: (sent, key) => verifyGoogle(sent, key, '1234567890', ['chat@system.gserviceaccount.com']),
  },
  'jsonwebtoken, for monday': {
    provider: (key) => monday({ secret: key, publicUrl }),
    secret,
    url,
    probes: atAnotherUrl,
    accepts: ({ headers }) => jsonwebtoken.verify(headers.authorization ?? '', secret),
    signs: ({ url: called }) => ({
      headers: { authorization: jsonwebtoken.sign({ aud: called }, secret, { expiresIn: 60 }) },
    }),
    accepting: [otherUrl, ahead],
  },
  'jsonwebtoken, for Netlify': {
    provider: (key) => netlify({ secret: key }),
    secret,
    accepts({ text, headers }) {
      const token = headers['x-webhook-signature'] ?? '';
      const claims = jsonwebtoken.verify(token, secret, { issuer: 'netlify', algorithms: ['HS256'] });
      return claims.sha256 === sha256(text, 'hex');
    },
    signs: ({ text }) => ({
      headers: {
        'x-webhook-signature': jsonwebtoken.sign({ iss: 'netlify', sha256: sha256(text, 'hex') }, secret),
      },
    }),
  },
  'atlassian-jwt': {
    provider: (key) => atlassianConnect({ secret: key, clientKey: 'client-key', publicUrl }),
    secret,
    url,
    probes: atAnotherUrl,
    accepts({ method, headers, url: called }) {
      const token = (headers.authorization ?? '').replace(/^JWT /, '');
      const claims = decodeSymmetric(token, secret, SymmetricAlgorithm.HS256) as { qsh?: string };
      const request = fromMethodAndUrl(method as 'POST', called);
      return claims.qsh === createQueryStringHash(request, false, publicUrl);
    },
    signs({ method, url: called }) {
      const now = Math.floor(Date.now() / 1000);
      const qsh = createQueryStringHash(fromMethodAndUrl(method as 'POST', called), false, publicUrl);
      const claims = { iss: 'client-key', iat: now, exp: now + 180, qsh };
      return {
        headers: { authorization: `JWT ${encodeSymmetric(claims, secret, SymmetricAlgorithm.HS256)}` },
      };
    },
    accepting: [behind, ahead],
  },
});
