import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWebhook, type SecretResolver } from '../src/index.ts';
import {
  decodeSecret,
  defineProvider,
  fromBase64,
  hmac,
  toBytes,
  token,
  type Provider,
} from '../src/provider.ts';
import { acme, now, recorded, secret, write } from './acme.ts';

afterEach(() => vi.unstubAllEnvs());

const encoded = defineProvider({
  name: 'encoded',
  env: [],
  schemes: [
    hmac({
      signature: { header: 'x-signature' },
      secret: decodeSecret({ decode: fromBase64, prefixes: ['whsec_'], leastBytes: 16 }),
    }),
  ],
  notSecrets: { sk_: 'an API key' },
  facts: { sources: [], confirmed: true, checked: '2026-11-22' },
});

const pem = '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS\n-----END PUBLIC KEY-----';
const mistakes: readonly [string, string, RegExp][] = [
  ['an empty text', '', /is empty/],
  ['white space', ' \t ', /is empty/],
  ['a line break', '\n', /is empty/],
  ['the word undefined', 'undefined', /not set/],
  ['the word null', 'null', /not set/],
  ['a PEM key', pem, /PEM/],
  ['a public key', 'whpk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', /public key/],
  ['an API key', 'sk_live_51H', /API key/],
  ['a text that is not base64', 'whsec_!!!!', /not encoded/],
  ['a prefix alone', 'whsec_', /too short/],
  ['a key of 8 bytes', 'whsec_MTIzNDU2Nzg=', /too short/],
  ['a prefix twice', 'whsec_whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', /not encoded/],
];

describe('a secret that is present and cannot be used is a TypeError when the webhook is made', () => {
  test.each(mistakes)('%s', (_name, given, message) => {
    const make = () => createWebhook(encoded({ secret: given }));
    expect(make).toThrow(TypeError);
    expect(make).toThrow(message);
    const rest = given.replace(/^whsec_|^-----BEGIN/, '').trim();
    if (rest.length > 9) expect(make).not.toThrow(rest);
  });
  test('one of several', () => {
    expect(() => createWebhook(acme({ secret: [secret, ''] }))).toThrow(/Secret 1 of acme is empty/);
  });
  test('none of none', () => {
    expect(() => createWebhook(acme({ secret: [] }))).toThrow(TypeError);
  });
  test('one that is no text', () => {
    expect(() => createWebhook(acme({ secret: [42 as unknown as string] }))).toThrow(/is empty/);
  });
  test('one in the environment', () => {
    vi.stubEnv('ACME_SECRET', ' ');
    expect(() => createWebhook(acme())).toThrow(TypeError);
  });
});

describe('where secrets come from', () => {
  const verifies = async (provider: Provider, env?: unknown): Promise<number> => {
    const delivery = await write();
    const webhook = createWebhook(provider, { on: { '*': () => {} }, now: () => now, onDelivery: false });
    const { method, url, headers, body } = delivery;
    const request = new Request(url, {
      method,
      headers: [...headers.entries()] as [string, string][],
      body: body as BodyInit,
    });
    return (await webhook.fetch(request, env)).status;
  };

  test('a text, with the line break that a file ends with', async () => {
    expect(await verifies(acme({ secret: `${secret}\n` }) as Provider)).toBe(200);
  });
  test('the variable that the provider names', async () => {
    vi.stubEnv('ACME_SECRET', secret);
    expect(await verifies(acme() as Provider)).toBe(200);
  });
  test('the variable that every provider has', async () => {
    vi.stubEnv('ACME_WEBHOOK_SECRET', secret);
    expect(await verifies(acme() as Provider)).toBe(200);
  });
  test('the bindings of the request', async () => {
    expect(await verifies(acme() as Provider, { ACME_SECRET: secret })).toBe(200);
  });
  test('a variable that is set after the webhook was made', async () => {
    const webhook = createWebhook(acme(), { now: () => now, on: { '*': () => {} }, onDelivery: false });
    expect(await webhook.handle(await write())).toMatchObject({
      status: 500,
      body: '{"status":500,"code":"secret_missing"}',
    });
    await expect(webhook.ready()).rejects.toMatchObject({
      code: 'secret_missing',
      hint: /ACME_SECRET or ACME_WEBHOOK_SECRET/,
    });
    vi.stubEnv('ACME_SECRET', secret);
    await webhook.ready();
    expect((await webhook.handle(await write())).status).toBe(200);
  });
  test('nowhere: the hint names the variables', async () => {
    await expect(createWebhook(acme()).verify(await write())).rejects.toMatchObject({
      code: 'secret_missing',
      status: 500,
      hint: expect.stringContaining('Set ACME_SECRET or ACME_WEBHOOK_SECRET'),
    });
  });
});

describe('a resolver', () => {
  const resolving = (resolver: SecretResolver) =>
    createWebhook(acme({ secret: resolver }), { now: () => now });

  test('is asked with the head', async () => {
    const resolver = vi.fn<SecretResolver>(async (head) =>
      head.url.endsWith('/hooks') ? secret : undefined,
    );
    await resolving(resolver).verify(await write());
    expect(resolver).toHaveBeenCalledTimes(1);
  });
  test('that knows none leaves secret_missing', async () => {
    await expect(resolving(() => undefined).verify(await write())).rejects.toMatchObject({
      code: 'secret_missing',
    });
  });
  test('that gives something unusable leaves secret_invalid', async () => {
    await expect(resolving(() => 'undefined').verify(await write())).rejects.toMatchObject({
      code: 'secret_invalid',
    });
  });
  test('that throws is answered 503', async () => {
    const failing = resolving(() => {
      throw new Error('vault is sealed');
    });
    await expect(failing.verify(await write())).rejects.toMatchObject({
      code: 'secret_unavailable',
      status: 503,
    });
  });
  test('that does not answer is given up after two seconds', async () => {
    vi.useFakeTimers();
    try {
      const delivery = await write();
      const refused = resolving(() => new Promise(() => {}))
        .verify(delivery)
        .catch((error: unknown) => error);
      await vi.advanceTimersByTimeAsync(2000);
      expect(await refused).toMatchObject({ code: 'secret_unavailable' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a ring of secrets', () => {
  test('the event says which one matched', async () => {
    const webhook = createWebhook(acme({ secret: ['an older secret of ours', secret] }), { now: () => now });
    expect((await webhook.verify(await write())).secretIndex).toBe(1);
  });
  test('has at most twenty', () => {
    expect(() => createWebhook(acme({ secret: Array.from({ length: 21 }, () => secret) }))).toThrow(
      TypeError,
    );
  });
  test('a secret goes to the scheme that it belongs to, and to no other', async () => {
    const two = defineProvider({
      name: 'two',
      env: [],
      schemes: [
        hmac({
          signature: { header: 'x-signature' },
          secret: decodeSecret({ decode: toBytes, accepts: (text) => text.startsWith('sig_') }),
        }),
        token({ header: 'x-token', accepts: (text) => !text.startsWith('sig_') }),
      ],
      facts: { sources: [], confirmed: true, checked: '2026-11-22' },
    });
    const webhook = createWebhook(two({ secret: 'sig_abcdefghijklmnop' }));
    const asToken = await write({ secret: 'another-plain-token' }, two());
    await expect(webhook.verify(asToken)).rejects.toMatchObject({ code: 'signature_missing' });
    const signed = await write({ secret: 'sig_abcdefghijklmnop' }, two());
    expect((await webhook.verify(signed)).trust.payload).toBe('signed');
  });
});

describe('a secret shows nowhere', () => {
  test('in nothing that can be printed', async () => {
    const provider = acme({ secret });
    const { webhook, reports } = recorded({ on: { '*': () => {} } });
    const event = await webhook.verify(await write());
    await webhook.handle(await write());
    for (const value of [provider, webhook, event, reports]) {
      expect(inspect(value, { depth: 20, showHidden: true })).not.toContain(secret);
      expect(JSON.stringify(value) ?? '').not.toContain(secret);
    }
  });
  test('a short one is a warning in the report', async () => {
    const reports: unknown[] = [];
    const webhook = createWebhook(acme({ secret: 'short' }), {
      now: () => now,
      on: { '*': () => {} },
      onDelivery: (report) => reports.push(report),
    });
    await webhook.handle(await write({ secret: 'short' }));
    expect(reports).toEqual([expect.objectContaining({ warnings: [expect.stringContaining('16 bytes')] })]);
  });
});
