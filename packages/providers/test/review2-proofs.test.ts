import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { hmacOf, makeKeyPair, toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { describe, expect, test, vi } from 'vitest';
import { notion } from '../src/notion.ts';
import { paddle } from '../src/paddle.ts';
import { persona } from '../src/persona.ts';
import { sanity } from '../src/sanity.ts';
import { standardWebhooks } from '../src/standard-webhooks.ts';
import { supabase } from '../src/supabase.ts';
import { zoom } from '../src/zoom.ts';

const secret = 'a secret that is long enough';
const body = '{"a":1}';
const now = 1_760_000_000_000;

const post = (headers: Record<string, string>, text = body): Delivery => ({
  method: 'POST',
  url: '/hook',
  headers: deliveryHeaders(headers),
  body: toBytes(text),
});

/** `true`, or the code of the refusal. */
async function verdictOn(provider: unknown, delivery: Delivery): Promise<string | true> {
  const webhook = createWebhook(provider as Provider, { now: () => now, onDelivery: false });
  return webhook.verify(delivery).then(
    () => true as const,
    (error: { code: string }) => error.code,
  );
}

describe('sets of time and signature in the header of Persona', async () => {
  const time = now / 1000;
  const good = `t=${time},v1=${await hmacOf('sha256', toBytes(secret), `${time}.${body}`, 'hex')}`;
  const other = `t=${time},v1=${'0'.repeat(64)}`;
  test.each<[string, string, string | true]>([
    ['one', good, true],
    ['another before it', `${other} ${good}`, true],
    ['another behind it', `${good} ${other}`, true],
    ['one of another version before it', `t=${time},v2=abc ${good}`, true],
    ['one of another version behind it', `${good} t=${time},v2=abc`, true],
    ['one that is cut off behind it', `${good} t=${time},v1=abc`, true],
    ['another alone', other, 'signature_mismatch'],
    ['one of another version alone', `t=${time},v2=abc`, 'header_malformed'],
    ['two blanks between two', `${good}  ${good}`, 'header_malformed'],
    ['two headers that were joined', `${good}, ${good}`, 'header_malformed'],
    ['eleven', Array.from({ length: 11 }, () => good).join(' '), 'header_malformed'],
    [
      'the time of one with the signature of another',
      `t=${time} ${good.replace(/^t=\d+,/, '')}`,
      'header_malformed',
    ],
  ])('%s', async (_name, value, verdict) => {
    expect(await verdictOn(persona({ secret }), post({ 'persona-signature': value }))).toBe(verdict);
  });
});

describe('the header of Paddle', async () => {
  const good = await hmacOf('sha256', toBytes(secret), `${now / 1000}:${body}`, 'hex');
  const [time, other] = [`ts=${now / 1000}`, '0'.repeat(64)];
  test.each<[string, string, string | true]>([
    ['one signature', `${time};h1=${good}`, true],
    ['two signatures, the first fits', `${time};h1=${good};h1=${other}`, true],
    ['two signatures, the last fits', `${time};h1=${other};h1=${good}`, true],
    ['two headers that were joined', `${time};h1=${other}, ${time};h1=${good}`, 'header_malformed'],
    ['two times', `${time};${time};h1=${good}`, 'header_malformed'],
  ])('%s', async (_name, value, verdict) => {
    expect(await verdictOn(paddle({ secret }), post({ 'paddle-signature': value }))).toBe(verdict);
  });
});

describe('the header of Sanity', async () => {
  const made = await hmacOf('sha256', toBytes(secret), `${now}.${body}`, 'base64');
  const signature = made.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  test.each<[string, string, string | true]>([
    ['as it is sent', `t=${now},v1=${signature}`, true],
    ['with a blank', `t=${now}, v1=${signature}`, true],
    ['the signature first', `v1=${signature},t=${now}`, 'header_malformed'],
    ['two signatures', `t=${now},v1=${'A'.repeat(43)},v1=${signature}`, 'header_malformed'],
    ['seconds', `t=${now / 1000},v1=${signature}`, 'header_malformed'],
    ['padded', `t=${now},v1=${made}`, 'header_malformed'],
  ])('%s', async (_name, value, verdict) => {
    expect(await verdictOn(sanity({ secret }), post({ 'sanity-webhook-signature': value }))).toBe(verdict);
  });
});

describe('a signature of a public key', () => {
  test('counts in one spelling alone', async () => {
    const { privateKey } = await makeKeyPair('ed25519');
    const jwk = JSON.parse(privateKey) as Record<string, string>;
    const publicKey = JSON.stringify({ kty: jwk.kty, crv: jwk.crv, x: jwk.x });
    const draft = {
      url: '/hook',
      id: 'msg_1',
      type: 'a',
      time: now,
      body: toBytes(body),
      secret: privateKey,
    };
    const sent = await writeDelivery(standardWebhooks() as Provider, draft);
    const headers = Object.fromEntries(sent.headers.entries());
    const given = headers['webhook-signature'] as string;
    expect(await verdictOn(standardWebhooks({ secret: publicKey }), sent)).toBe(true);
    // The last letter before the padding has four bits that no byte is made of.
    const letter = given.at(-3) as string;
    const respelled = `${given.slice(0, -3)}${String.fromCharCode(letter.charCodeAt(0) + 1)}==`;
    const other = post({ ...headers, 'webhook-signature': respelled });
    expect(await verdictOn(standardWebhooks({ secret: publicKey }), other)).toBe('signature_mismatch');
  });
});

test('the secrets of Supabase may have blanks around the line between them', async () => {
  const key = `v1,whsec_${Buffer.alloc(24, 1).toString('base64')}`;
  const draft = { url: '/hook', id: 'msg_1', type: 'a', time: now, body: toBytes(body), secret: key };
  const sent = await writeDelivery(supabase() as Provider, draft);
  expect(await verdictOn(supabase({ secret: `${key} | v1a,whpk_abc` }), sent)).toBe(true);
});

describe('the token of Notion', () => {
  test.each<[string, object, string, number, number]>([
    ['is told of before there is a secret', {}, '{"verification_token":"secret_abc"}', 200, 1],
    ['is not told of once there is one', { secret }, '{"verification_token":"secret_abc"}', 200, 0],
    ['is no number', {}, '{"verification_token":1}', 503, 0],
    ['has no line breaks', {}, '{"verification_token":"a\\nb"}', 503, 0],
    ['is a token of its own property', {}, '{"__proto__":{"verification_token":"a"}}', 503, 0],
  ])('%s', async (_name, options, text, status, calls) => {
    const onVerificationToken = vi.fn();
    const provider = notion({ ...options, onVerificationToken }) as Provider;
    const webhook = createWebhook(provider, { on: { '*': () => {} }, onDelivery: false });
    const reply = await webhook.handle(post({}, text));
    expect([reply.status < 300, onVerificationToken.mock.calls.length]).toEqual([status < 300, calls]);
  });
  test('is not told of while nobody knows whether there is a secret', async () => {
    const onVerificationToken = vi.fn();
    const provider = notion({
      onVerificationToken,
      secret: () => Promise.reject(new Error('down')),
    }) as Provider;
    const webhook = createWebhook(provider, { on: { '*': () => {} }, onDelivery: false });
    const reply = await webhook.handle(post({}, '{"verification_token":"secret_abc"}'));
    expect([reply.status, onVerificationToken.mock.calls.length]).toEqual([503, 0]);
  });
});

describe("Zoom's question", () => {
  const question = (plainToken: string): string =>
    JSON.stringify({ event: 'endpoint.url_validation', payload: { plainToken } });
  async function ask(ring: string[], signer: string, plainToken: string): Promise<[string, number]> {
    const draft = {
      url: '/hook',
      id: '1',
      type: 'a',
      time: now,
      body: toBytes(question(plainToken)),
      secret: signer,
    };
    const handler = vi.fn();
    const options = { on: { '*': handler }, now: () => now, onDelivery: false as const };
    const webhook = createWebhook(zoom({ secret: ring }) as Provider, options);
    const reply = await webhook.handle(await writeDelivery(zoom() as Provider, draft));
    return [reply.body, handler.mock.calls.length];
  }
  test.each([0, 1])('is answered with the key that it was signed with: %i', async (index) => {
    const ring = ['the first secret, long enough', 'the other secret, long enough'];
    const signer = ring[index] as string;
    const encryptedToken = await hmacOf('sha256', toBytes(signer), 'abc', 'hex');
    expect(await ask(ring, signer, 'abc')).toEqual([
      JSON.stringify({ plainToken: 'abc', encryptedToken }),
      0,
    ]);
  });
  test('gets no signature of what a delivery is signed over', async () => {
    expect((await ask([secret], secret, 'v0:1760000000:{"event":"user.deleted"}'))[0]).toBe('');
  });
});
