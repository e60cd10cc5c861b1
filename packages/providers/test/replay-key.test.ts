import { createWebhook } from '@hooklatch/core';
import { toBytes, writeDelivery, type Provider } from '@hooklatch/core/provider';
import { expect, test } from 'vitest';
import { mandrill } from '../src/mandrill.ts';
import { twilio } from '../src/twilio.ts';

// What is signed is remembered, not how it was written: bytes that mean the same to the proof are one event.

const url = 'https://example.com/webhooks';
const secret = 'a long random text';

const lowered = (form: string): string => form.replaceAll(/%[0-9A-F]{2}/g, (digits) => digits.toLowerCase());
const reversed = (form: string): string => form.split('&').toReversed().join('&');
const spaced = (form: string): string => form.replaceAll('+', '%20');

const same: readonly [string, Provider, string, (form: string) => string][] = [
  ['Twilio: fields in another order', twilio({ secret, publicUrl: url }), 'Body=a&MessageSid=SM1', reversed],
  [
    'Twilio: a blank encoded otherwise',
    twilio({ secret, publicUrl: url }),
    'Body=a+b&MessageSid=SM1',
    spaced,
  ],
  ['Mandrill: digits of another case', mandrill({ secret, publicUrl: url }), '[{"event":"send"}]', lowered],
];

test.each(same)('%s', async (_name, provider, body, rewrite) => {
  let count = 0;
  const webhook = createWebhook(provider, { on: { '*': () => void (count += 1) }, onDelivery: false });
  const draft = { secret, body: toBytes(body), id: 'a', type: 'b', time: Date.now(), url };
  const signed = await writeDelivery(provider, draft);
  const text = new TextDecoder().decode(signed.body);
  expect(rewrite(text)).not.toBe(text);
  for (const form of [text, rewrite(text)]) {
    expect((await webhook.handle({ ...signed, body: toBytes(form) })).status).toBe(200);
  }
  expect(count).toBe(1);
});
