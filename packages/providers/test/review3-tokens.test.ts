import { createHash } from 'node:crypto';
import { createWebhook, deliveryHeaders, type Delivery } from '@hooklatch/core';
import { makeKeyPair, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { base64url, FlattenedSign, importJWK, SignJWT, type JWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { fusionauth } from '../src/fusionauth.ts';
import { findJwsKeys } from '../src/lib/jose-keys.ts';
import { messagebird } from '../src/messagebird.ts';
import { microsoftGraph } from '../src/microsoft-graph.ts';
import { saleor } from '../src/saleor.ts';
import { vonage } from '../src/vonage.ts';

const time = 1_760_000_000_000;
const now = time / 1000;
const settings = { now: () => time, onDelivery: false } as const;
const secret = 'a-long-secret-that-is-made-up';
const url = 'https://example.com/hook';
const mismatch = { code: 'signature_mismatch' };

let rsa: { privateKey: string; publicKey: string };
let signer: Awaited<ReturnType<typeof importJWK>>;
beforeAll(async () => {
  rsa = await makeKeyPair('rsa-sha256');
  signer = await importJWK(JSON.parse(rsa.privateKey) as JWK, 'RS256');
});

const given = (body: string, headers: Record<string, string>, more: Partial<Delivery> = {}): Delivery => ({
  method: 'POST',
  url,
  headers: deliveryHeaders(headers),
  body: Buffer.from(body),
  ...more,
});
const verify = (provider: Provider, delivery: Delivery) => createWebhook(provider, settings).verify(delivery);

describe('keys of tokens', () => {
  test.each([5, null, {}, ['test-key']])('the kid %j names no key', async (kid) => {
    const key = { given: { jwk: JSON.parse(rsa.publicKey) as JsonWebKey } };
    expect(await findJwsKeys(key, { alg: 'RS256' }, ['RS256'])).toHaveLength(1);
    expect(await findJwsKeys(key, { alg: 'RS256', kid }, ['RS256'])).toEqual([]);
  });

  test.each(['RS256', 'ES384', 'ES512', 'EdDSA'])(
    'a token that names %s with a key of ES256 is a mismatch, not a wrong key',
    async (alg) => {
      const { publicKey } = await makeKeyPair('ecdsa-p256-sha256');
      const header = base64url.encode(JSON.stringify({ alg }));
      await expect(
        verify(
          fusionauth({ publicKey }),
          given('{}', { 'x-fusionauth-signature-jwt': `${header}.e30.AAAA` }),
        ),
      ).rejects.toMatchObject(mismatch);
    },
  );
});

describe('saleor', () => {
  const body = '{"order":{"id":"1"}}';

  /** Signs the body as it is, whatever the header says of it. */
  async function signed(header: object): Promise<string> {
    const named = base64url.encode(JSON.stringify({ alg: 'RS256', kid: 'test-key', ...header }));
    const bytes = Buffer.from(`${named}.${body}`);
    const proof = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', signer as CryptoKey, bytes);
    return `${named}..${base64url.encode(new Uint8Array(proof))}`;
  }

  test.each([
    ['as Saleor signs: b64 that is not critical', { typ: 'JWT', b64: false }, undefined],
    ['as RFC 7797 has it', { b64: false, crit: ['b64'] }, undefined],
    ['an empty crit', { b64: false, crit: [] }, mismatch],
    ['another crit', { b64: false, crit: ['exp'] }, mismatch],
    ['a crit that is no list', { b64: false, crit: 'b64' }, mismatch],
    ['b64 that is a text', { b64: 'false' }, mismatch],
    ['no b64', {}, mismatch],
  ])('%s', async (_name, header, refusal) => {
    const signature = await signed(header);
    const verdict = (text: string) =>
      verify(saleor({ publicKey: rsa.publicKey }), given(text, { 'saleor-signature': signature }));
    if (refusal) await expect(verdict(body)).rejects.toMatchObject(refusal);
    else await expect(verdict(body)).resolves.toBeDefined();
    await expect(verdict(`${body} `)).rejects.toMatchObject(mismatch);
  });

  test.each([
    ['an access token without its middle proves nothing', { typ: 'JWT' }, mismatch],
    ['in whatever case', { typ: 'jwt' }, mismatch],
    ['a payload as base64url still does', {}, undefined],
  ])('%s', async (_name, header, refusal) => {
    const { protected: named, signature } = await new FlattenedSign(Buffer.from(body))
      .setProtectedHeader({ alg: 'RS256', kid: 'test-key', ...header })
      .sign(signer);
    const verdict = verify(
      saleor({ publicKey: rsa.publicKey }),
      given(body, { 'saleor-signature': `${named}..${signature}` }),
    );
    if (refusal) await expect(verdict).rejects.toMatchObject(refusal);
    else await expect(verdict).resolves.toBeDefined();
  });
});

describe('without a body, the query is the payload', () => {
  const asked = '?id=a%20b&status=delivered&status=read&__proto__=x';

  test('of vonage, as it was hashed', async () => {
    const draft = { secret, url: url + asked, body: Buffer.of(), id: 'evt_1', type: '', time, method: 'GET' };
    const { type, payload } = await verify(vonage({ secret }), await writeDelivery(vonage(), draft));
    expect(type).toBe('read');
    expect(JSON.stringify(payload)).toBe('{"id":"a b","status":"read","__proto__":"x"}');
  });

  test('of messagebird, whose URL is hashed', async () => {
    const provider = messagebird({ secret, publicUrl: 'https://example.com' });
    const draft = { secret, url: url + asked, body: Buffer.of(), id: 'evt_1', type: '', time, method: 'GET' };
    const event = await verify(provider, await writeDelivery(provider, draft));
    expect(event.payload).toMatchObject({ id: 'a b', status: 'read' });
  });

  test('of vonage, two queries are two events where tokens have no ids', async () => {
    const seen: unknown[] = [];
    const webhook = createWebhook(vonage({ secret }), {
      ...settings,
      on: { '*': (event) => void seen.push(event.payload) },
    });
    for (const query of ['a=1', 'a=2', 'a=2']) {
      const hashed = JSON.stringify(Object.fromEntries(new URLSearchParams(query)));
      const token = await new SignJWT({
        iss: 'Vonage',
        iat: now,
        payload_hash: createHash('sha256').update(hashed).digest('hex'),
      })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(Buffer.from(secret));
      const headers = { authorization: `Bearer ${token}` };
      const delivery = given('', headers, { method: 'GET', url: `${url}?${query}` });
      expect((await webhook.handle(delivery)).status).toBe(200);
    }
    expect(seen).toEqual([{ a: '1' }, { a: '2' }]);
  });
});

describe('microsoft-graph', () => {
  const tenants = ['84bd8158-6d4d-4958-8b9f-9d6445542f95', '11111111-2222-3333-4444-555555555555'] as const;
  const item = (tenantId: string, more: object = { encryptedContent: {} }) => ({
    clientState: secret,
    tenantId,
    ...more,
  });
  const token = (tenant: string, issuer = `https://sts.windows.net/${tenant}/`) =>
    new SignJWT({ aud: 'app', iss: issuer, exp: now + 60, appid: '0bf30f3b-4a52-48df-9a82-234910c4a086' })
      .setProtectedHeader({ alg: 'RS256', kid: 'test-key' })
      .sign(signer);
  const verdict = (value: readonly object[], validationTokens: unknown) => {
    const fetch = async (): Promise<Response> => Response.json({ keys: [JSON.parse(rsa.publicKey)] });
    const provider = microsoftGraph({ secret, appId: 'app', tenantId: tenants, fetch });
    return verify(provider, given(JSON.stringify({ value, validationTokens }), {}));
  };

  const [own, other] = tenants;
  test.each([
    ['a token for each tenant', [item(own), item(other)], [own, other], true],
    ['one token for two items of its tenant', [item(own), item(own.toUpperCase())], [own], true],
    ['a token too few', [item(own), item(other)], [own], false],
    ['the token of another tenant', [item(own)], [other], false],
    ['items without resource data have none', [item(own), item(other, {})], [own], true],
  ])('%s', async (_name, items, issuers, accepted) => {
    const tokens = await Promise.all(issuers.map((tenant) => token(tenant)));
    if (accepted) await expect(verdict(items, tokens)).resolves.toBeDefined();
    else await expect(verdict(items, tokens)).rejects.toMatchObject(mismatch);
  });

  test('tokens of version 2 count too, and null is no token', async () => {
    const second = await token(own, `https://login.microsoftonline.com/${own}/v2.0`);
    await expect(verdict([item(own)], [second])).resolves.toBeDefined();
    await expect(verdict([item(own, {})], null)).resolves.toBeDefined();
    await expect(verdict([item(own)], null)).rejects.toMatchObject({ code: 'signature_missing' });
  });
});
