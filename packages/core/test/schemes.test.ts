import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWebhook } from '../src/index.ts';
import { base64url, basic, hashed, toBytes, type HmacOptions } from '../src/provider.ts';
import { now, write } from './acme.ts';
import { providerOf, sent, url, verdict, type Headers } from './plain.ts';

const secret = 'Token of twenty bytes';

const user = 'acme:a:long password \u00fc';
const encoded = Buffer.from(user).toString('base64');
const authorizations: readonly [string, Headers, string][] = [
  ['as it is sent', { authorization: `Basic ${encoded}` }, 'verified'],
  ['in another case, with blanks', { authorization: `BASIC   ${encoded}` }, 'verified'],
  ['without padding', { authorization: `Basic ${encoded.replaceAll('=', '')}` }, 'verified'],
  [
    'of another password',
    { authorization: `Basic ${Buffer.from('acme:a:long').toString('base64')}` },
    'signature_mismatch',
  ],
  ['that is missing', {}, 'signature_missing'],
  ['of another scheme', { authorization: `Bearer ${encoded}` }, 'header_malformed'],
  ['that is not encoded', { authorization: `Basic ${user}` }, 'header_malformed'],
  ['that is empty', { authorization: 'Basic ' }, 'header_malformed'],
  ['with a parameter', { authorization: `Basic ${encoded} a=b` }, 'header_malformed'],
  ['that is not UTF-8', { authorization: 'Basic //79' }, 'header_malformed'],
  [
    'twice',
    [
      ['authorization', `Basic ${encoded}`],
      ['Authorization', 'Basic AAAA'],
    ],
    'header_duplicate',
  ],
];

describe('HTTP basic authentication', () => {
  test.each(authorizations)('%s', async (_name, headers, expected) => {
    expect(await verdict(providerOf(basic())({ secret: user }), sent({ headers }))).toBe(expected);
  });
  test('is written as it is read', async () => {
    const provider = providerOf(basic())({ secret: user });
    expect(await verdict(provider, await write({ secret: user }, provider))).toBe('verified');
  });
  test('takes a secret with a colon', () => {
    expect(() => createWebhook(providerOf(basic())({ secret: 'password' }))).toThrow(/colon between them/);
  });
});

const time = `${now / 1000}`;
const signature = { header: 'x-signature' };
const timestamp = { header: 'x-time' };
const id = { header: 'x-id' };
const body = '{"id":"evt_1","type":"order.paid","total":1}';

/** The content template, and the text that it stands for. */
const hashes: readonly [Omit<HmacOptions, 'signature'> & Partial<HmacOptions>, string][] = [
  [{}, `${secret}${body}`],
  [{ content: '{body}{secret}' }, `${body}${secret}`],
  [{ content: '{secret}.{timestamp}.{body}', timestamp }, `${secret}.${time}.${body}`],
  [{ content: '{timestamp}{secret}{body}', timestamp }, `${time}${secret}${body}`],
  [{ content: '{body}{timestamp}{secret}', timestamp }, `${body}${time}${secret}`],
  [{ content: '{body}.{secret}.{timestamp}', timestamp }, `${body}.${secret}.${time}`],
  [{ content: '{secret}{method}{url}{body}' }, `${secret}POST${url}${body}`],
  [{ content: '{id}{body}{secret}', id }, `evt_1${body}${secret}`],
  [{ content: '{body}{secret}', algorithm: 'sha1' }, `${body}${secret}`],
  [{ signature: { ...signature, encoding: 'base64' } }, `${secret}${body}`],
  [{ signature: { ...signature, encoding: base64url } }, `${secret}${body}`],
];

describe('a plain hash', () => {
  test.each(hashes)('%o', async (options, text) => {
    const all: HmacOptions = { signature, ...options };
    const provider = providerOf(hashed(all))({ secret });
    const delivery = await write({ secret }, provider);
    const { encoding = 'hex' } = all.signature;
    const digest = createHash(all.algorithm ?? 'sha256').update(text);
    const expected = digest.digest(typeof encoding === 'object' ? 'base64url' : encoding);
    expect(delivery.headers.get('x-signature')).toBe(expected);
    expect(await verdict(provider, delivery)).toBe('verified');
    expect(await verdict(provider, { ...delivery, body: toBytes(`${body} `) })).toBe('signature_mismatch');
    expect(await verdict({ ...provider, secret: () => 'another secret' }, delivery)).toBe(
      'signature_mismatch',
    );
  });
  test('that does not name the secret is a mistake: anybody can make it', () => {
    expect(() => hashed({ signature, content: '{timestamp}{body}', timestamp })).toThrow(TypeError);
  });
  test('is fresh, and what is stale is told', async () => {
    const provider = providerOf(hashed({ signature, timestamp, content: '{timestamp}{body}{secret}' }))({
      secret,
    });
    expect(await verdict(provider, await write({ secret, time: now - 301_000 }, provider))).toBe(
      'timestamp_stale',
    );
  });
  test('is refused as any signature is', async () => {
    const provider = providerOf(hashed({ signature }))({ secret });
    expect(await verdict(provider, sent({}))).toBe('signature_missing');
    expect(await verdict(provider, sent({ headers: { 'x-signature': 'abc' } }))).toBe('header_malformed');
  });
});
