// Compares ours with crypto.verify on the Node that runs this, for three kinds of keys, and prints it as JSON.
import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { createWebhook, deliveryHeaders } from '@hooklatch/core';
import { asymmetric, defineProvider } from '@hooklatch/core/provider';
import { compare } from './compare.mjs';
import { toJson } from './contenders.mjs';

const short = process.argv.includes('--short');
const kinds = {
  Ed25519: { algorithm: 'ed25519', pair: generateKeyPairSync('ed25519'), calls: 60 },
  'ECDSA P-256': {
    algorithm: 'ecdsa-p256-sha256',
    pair: generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    hash: 'sha256',
    options: { dsaEncoding: 'ieee-p1363' },
    calls: 100,
  },
  'RSA 2048': {
    algorithm: 'rsa-sha256',
    pair: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    hash: 'sha256',
    calls: 200,
  },
};
const body = toJson(1024);
const time = '1795355746';
const found = [];
for (const [name, { algorithm, pair, hash, options, calls }] of Object.entries(kinds)) {
  const content = Buffer.concat([Buffer.from(time), body]);
  const proof = sign(hash, content, { key: pair.privateKey, ...options });
  const provider = defineProvider({
    name: 'signed',
    env: [],
    key: 'public',
    schemes: [
      asymmetric({
        algorithm,
        content: '{timestamp}{body}',
        timestamp: { header: 'x-time' },
        signature: { header: 'x-signature' },
      }),
    ],
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  })({ publicKey: pair.publicKey.export({ type: 'spki', format: 'pem' }) });
  const webhook = createWebhook(provider, { now: () => 1000 * Number(time) });
  const headers = ['Host', 'example.com', 'X-Time', time, 'X-Signature', proof.toString('base64')];
  // What is signed is put together by both. A key with options costs Node 24 more than one without.
  const key = options ? { key: pair.publicKey, ...options } : pair.publicKey;
  const floor = async () => verify(hash, Buffer.concat([Buffer.from(time), body]), key, proof);
  const ours = () =>
    webhook.verify({ method: 'POST', url: '/webhooks', headers: deliveryHeaders(headers), body });
  if ((await ours()).body !== body || !(await floor())) throw new Error('What is measured is wrong.');
  const rounds = short ? 7 : 41;
  found.push({ name, ...(await compare(floor, ours, { rounds, calls: short ? calls / 5 : calls })) });
}
console.log(JSON.stringify(found));
