import { createHash, createPrivateKey, type JsonWebKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { createSigner, createVerifier, httpbis } from 'http-message-signatures';
import { signatureHeaders, verify as verifyWebBot } from 'web-bot-auth';
import { signerFromJWK, verifierFromJWK } from 'web-bot-auth/crypto';
import { httpMessageSignatures } from '../../src/http-message-signatures.ts';
import { truelayer } from '../../src/truelayer.ts';
import { webBotAuth } from '../../src/web-bot-auth.ts';
import { toPem } from './keys.ts';
import { ahead, behind, otherBody, respelled } from './probes.ts';
import { changed, type Sent } from './sent.ts';
import { compare, type Vendor } from './vendor.ts';

// What is CommonJS, or has more types than a test wants to read.
const require = createRequire(import.meta.url);

const { verify: verifyTruelayer } = require('truelayer-signing') as { verify(request: object): void };

const url = 'https://a.example/hooks?x=1';
const publicUrl = 'https://a.example';
const otherUrl = 'another path';
const atAnotherUrl: NonNullable<Vendor['probes']> = {
  [otherUrl]: { change: (sent: Sent) => changed(sent, { url: sent.url.replace('hooks', 'other') }) },
};

const digestOf = (text: string): string => `sha-256=:${createHash('sha256').update(text).digest('base64')}:`;

compare({
  'http-message-signatures': {
    provider: (publicKey) => httpMessageSignatures({ publicKey, publicUrl }),
    algorithm: 'ed25519',
    url,
    probes: atAnotherUrl,
    accepts: async ({ method, url: called, headers }, key) =>
      (await httpbis.verifyMessage(
        {
          keyLookup: async () => ({ id: 'test-key', verify: createVerifier(toPem(key), 'ed25519') }),
          requiredFields: ['@method', '@target-uri', 'content-digest'],
          requiredParams: ['created'],
          maxAge: 300,
        },
        { method, url: called, headers },
      )) === true,
    async signs({ method, url: called, text }, key) {
      const privateKey = createPrivateKey({ key: JSON.parse(key) as JsonWebKey, format: 'jwk' });
      const signed = await httpbis.signMessage(
        {
          key: createSigner(privateKey, 'ed25519', 'test-key'),
          fields: ['@method', '@target-uri', 'content-digest'],
          params: ['created', 'keyid', 'nonce'],
          paramValues: { nonce: 'msg_1' },
        },
        { method, url: called, headers: { 'content-digest': digestOf(text) } },
      );
      return { headers: signed.headers as Record<string, string> };
    },
    // The digest is signed: comparing it with the body is the application's.
    accepting: [otherBody, respelled],
  },
  'web-bot-auth': {
    provider: (publicKey) => webBotAuth({ publicKey, publicUrl }),
    algorithm: 'ed25519',
    method: 'GET',
    text: '',
    url,
    probes: atAnotherUrl,
    accepts: async ({ method, url: called, headers }, key) =>
      verifyWebBot({ method, url: called, headers }, await verifierFromJWK(JSON.parse(key) as JsonWebKey)),
    async signs({ method, url: called }, key) {
      const [created, expires] = [new Date(), new Date(Date.now() + 300_000)];
      const signer = await signerFromJWK(JSON.parse(key) as JsonWebKey);
      const headers = await signatureHeaders({ method, url: called, headers: {} }, signer, {
        created,
        expires,
      });
      return { headers: { signature: headers.Signature, 'signature-input': headers['Signature-Input'] } };
    },
  },
  'truelayer-signing': {
    provider: (publicKey) => truelayer({ publicKey, publicUrl }),
    algorithm: 'ecdsa-p521-sha512',
    url: 'https://a.example/hooks',
    probes: {
      ...atAnotherUrl,
      'a path with a slash behind it': { change: (sent) => changed(sent, { url: `${sent.url}/` }) },
    },
    accepts: ({ method, url: called, headers, text }, key) =>
      verifyTruelayer({
        publicKeyPem: toPem(key),
        signature: headers['tl-signature'] ?? '',
        method,
        path: new URL(called).pathname,
        headers,
        body: text,
      }),
    accepting: [behind, ahead],
  },
});
