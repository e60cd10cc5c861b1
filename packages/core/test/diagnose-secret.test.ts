import { describe, expect, test } from 'vitest';
import type { DeliveryReport } from '../src/index.ts';
import { createWebhook } from '../src/index.ts';
import {
  asymmetric,
  decodeSecret,
  defineProvider,
  either,
  fromBase64,
  hmac,
  makeKeyPair,
  toBase64,
  toBytes,
  writeDelivery,
  type HmacOptions,
  type Provider,
  type Scheme,
} from '../src/provider.ts';
import { acme, now, write } from './acme.ts';

const signature = { header: 'x-signature' };

function providerOf(...schemes: readonly Scheme[]) {
  return defineProvider({ ...acme().definition, schemes });
}

/** The hint of a delivery that is refused. */
async function hintOf(
  sender: Provider,
  receiver: Provider,
  secret = 'whatever the sender has',
): Promise<string> {
  const reports: DeliveryReport[] = [];
  const onDelivery = (report: DeliveryReport) => reports.push(report);
  const webhook = createWebhook(receiver, { now: () => now, on: { '*': () => {} }, onDelivery });
  const { status } = await webhook.handle(await write({ secret }, sender));
  expect([status, reports[0]?.code]).toEqual([400, 'signature_mismatch']);
  return reports[0]?.hint ?? '';
}

const plain = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const decoded = fromBase64(plain) as Uint8Array;
const base64 = decodeSecret({ decode: fromBase64, prefixes: ['whsec_'] });
const text = 'a passphrase of ours';

/** How we read the secret, what we were given, the key that the sender signs with, and what the operator is told. */
const readings: readonly [string, HmacOptions['secret'], string, Uint8Array, RegExp][] = [
  [
    'a key that is the text with its prefix',
    base64,
    `whsec_${plain}`,
    toBytes(`whsec_${plain}`),
    /its text as it is, prefix and all\.$/,
  ],
  [
    'a key that is the text without its prefix',
    undefined,
    `whsec_${plain}`,
    toBytes(plain),
    /its text without the prefix\.$/,
  ],
  [
    'a key that is decoded behind its prefix',
    undefined,
    `whsec_${plain}`,
    decoded,
    /base64 of its text without the prefix\.$/,
  ],
  [
    'a key behind a prefix of two parts',
    undefined,
    `v1,whsec_${plain}`,
    decoded,
    /base64 of its text without the prefix\.$/,
  ],
  ['a key that is decoded', undefined, plain, decoded, /base64 of its whole text\.$/],
  [
    'a prefix that was left out',
    undefined,
    plain,
    toBytes(`whsec_${plain}`),
    /behind `whsec_`: paste the secret whole\.$/,
  ],
  ['quotes around the secret', undefined, `"${text}"`, toBytes(text), /without blanks and quotes around it/],
  ['blanks around the secret', undefined, ` ${text}\t`, toBytes(text), /without blanks and quotes around it/],
  [
    'quotes around base64',
    undefined,
    `'whsec_${plain}'`,
    decoded,
    /base64 without blanks and quotes around it/,
  ],
  ['a line break in the key', undefined, text, toBytes(`${text}\n`), /a line break at its end/],
  ['a secret that was encoded twice', base64, toBase64(toBytes(plain)), decoded, /it has been encoded twice/],
  [
    'a secret that was decoded before',
    undefined,
    text,
    toBytes(btoa(text)),
    /it was decoded before it was given here/,
  ],
];

describe('a secret that is read another way', () => {
  test.each(readings)('%s', async (_name, secret, given, key, told) => {
    const sender = providerOf(hmac({ signature, secret: () => [key] }))() as Provider;
    const receiver = providerOf(hmac({ signature, ...(secret && { secret }) }));
    const hint = await hintOf(sender, receiver({ secret: given }) as Provider);
    expect(hint).toMatch(/^Secret 0 fits if the key is /);
    expect(hint).toMatch(told);
    // The other secrets of a ring are told apart by their index.
    const second = await hintOf(
      sender,
      receiver({ secret: [toBase64(toBytes('another of ours')), given] }) as Provider,
    );
    expect(second).toBe(hint.replace('Secret 0', 'Secret 1'));
    for (const part of [plain, text, toBase64(toBytes(plain))]) expect(hint).not.toContain(part);
  });
});

const around = { timestamp: { header: 'x-time' }, id: { header: 'x-id' } };
const contents: readonly [own: string, theirs: string][] = [
  ['{timestamp}.{body}', '{body}'],
  ['{body}', '{timestamp}.{body}'],
  ['{timestamp}.{body}', '{timestamp}:{body}'],
  ['{timestamp}.{body}', '{timestamp}{body}'],
  ['{timestamp}.{body}', '{body}{timestamp}'],
  ['{timestamp}.{body}', 'v0:{timestamp}:{body}'],
  ['{timestamp}.{body}', '{id}.{timestamp}.{body}'],
];

describe('other content under the same headers', () => {
  test.each(contents)('%s, where %s was signed', async (own, theirs) => {
    const scheme = (content: string) => providerOf(hmac({ signature, content, ...around }));
    const hint = await hintOf(scheme(theirs)() as Provider, scheme(own)({ secret: text }) as Provider, text);
    expect(hint).toBe(
      `The secret fits, but what was signed is \`${theirs}\`: the sender follows another provider's scheme.`,
    );
  });
  test('is not looked for where its headers are none of ours', async () => {
    const sender = providerOf(
      hmac({ signature, content: '{timestamp}.{body}', timestamp: around.timestamp }),
    );
    const hint = await hintOf(
      sender() as Provider,
      providerOf(hmac({ signature }))({ secret: text }) as Provider,
      text,
    );
    expect(hint).toMatch(/^No secret of acme fits/);
  });
});

/** Each secret belongs to one header. */
const bound = (index: number, header: string): Scheme => {
  const scheme = hmac({ signature: { header } });
  return { ...scheme, keys: (secret, at) => (at === index ? scheme.keys(secret, 0) : []) };
};

describe('a ring whose secrets are bound to their place', () => {
  const crossing = providerOf(either(bound(0, 'x-one'), bound(1, 'x-two')));
  test.each(['x-one', 'x-two'])('in the wrong order, by the header %s', async (header) => {
    const own = ['the first secret of ours', 'the second secret of ours'];
    const sender = providerOf(hmac({ signature: { header } }))() as Provider;
    const key = own[header === 'x-one' ? 0 : 1] as string;
    const hint = await hintOf(sender, crossing({ secret: own.toReversed() }) as Provider, key);
    expect(hint).toBe('The secrets of acme are in the wrong order: swap them.');
  });
  test('and whose body was changed, is told so', async () => {
    const own = ['the first secret of ours', 'the second secret of ours'];
    const delivery = await write({ secret: own[0] as string }, crossing({ secret: own }) as Provider);
    const webhook = createWebhook(crossing({ secret: own }));
    const changed = { ...delivery, body: toBytes(`${new TextDecoder().decode(delivery.body)}\n`) };
    await expect(webhook.verify(changed)).rejects.toMatchObject({
      hint: expect.stringMatching(/printed again|line break/),
    });
  });
});

test('a signature of a private key is looked into by its body', async () => {
  const { privateKey, publicKey } = await makeKeyPair('ed25519');
  const provider = defineProvider({
    ...acme().definition,
    key: 'public',
    schemes: [asymmetric({ algorithm: 'ed25519', signature })],
  })({ secret: publicKey });
  const draft = { secret: privateKey, body: toBytes('{"a":1}\n'), id: 'a', type: 'b', time: now, url: '/' };
  const delivery = await writeDelivery(provider as Provider, draft);
  const webhook = createWebhook(provider);
  await expect(webhook.verify({ ...delivery, body: toBytes('{"a":1}') })).rejects.toMatchObject({
    code: 'signature_mismatch',
    hint: expect.stringContaining('lost its last line break'),
  });
});
