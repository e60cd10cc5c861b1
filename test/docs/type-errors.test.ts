import { readFileSync } from 'node:fs';
import { createWebhook, type WebhookOptions } from '@hooklatch/core';
import { anyOf, defineProvider, hmac } from '@hooklatch/core/provider';
import { findProvider } from '@hooklatch/providers';
import { awsSns } from '@hooklatch/providers/aws-sns';
import { clerk } from '@hooklatch/providers/clerk';
import { custom, type CustomOptions } from '@hooklatch/providers/custom';
import { discord } from '@hooklatch/providers/discord';
import { supabaseDatabase } from '@hooklatch/providers/supabase-database';
import { expect, test } from 'vitest';
import { toWorker } from '../../packages/workers/src/index.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const make = (options: WebhookOptions) => () => createWebhook(clerk<object>({ secret }), options);
const withSecret = (given: string | string[]) => () => createWebhook(clerk({ secret: given }));
const scheme = (options: Partial<CustomOptions>) => () =>
  custom({ secret, signature: { header: 'x-signature' }, ...options });
const signsUrl = defineProvider({
  name: 'acme',
  env: [],
  schemes: [hmac({ content: '{url}{body}', signature: { header: 'x-signature' } })],
  facts: { sources: [], confirmed: true, checked: '2026-11-22' },
});

/** The page's mistakes, made. */
const mistakes: Readonly<Record<string, () => unknown>> = {
  'a secret is empty': withSecret(''),
  'a secret is the word `undefined`': withSecret('undefined'),
  'a secret is of another kind': withSecret('sk_test_0123456789'),
  'a secret cannot be decoded': withSecret('whsec_!'),
  'a secret is too short': withSecret('whsec_c2hvcnQ='),
  'no secret in the list, or more than 20': withSecret([]),
  'a number that is no finite one, or below 0': make({ maxBodyBytes: Number.NaN }),
  '`publicUrl` that is no URL': make({ publicUrl: 'example.com' }),
  'no `publicUrl` where the provider signs the URL': () => createWebhook(signsUrl({ secret })),
  'a private key in the place of the public one': () =>
    createWebhook(discord({ publicKey: '-----BEGIN PRIVATE KEY-----\nMC4C\n-----END PRIVATE KEY-----' })),
  'an option that the proof depends on is missing': () => createWebhook(awsSns()),
  '`anyOf` without a provider': () => anyOf(),
  "a name that is no provider's": () => findProvider('strpe'),
  '`custom` without `signature`': () => custom({ secret } as CustomOptions),
  '`custom` with an unknown placeholder': scheme({ content: '{time}.{body}' }),
  '`custom` with a content that names what is not configured': scheme({ content: '{timestamp}.{body}' }),
  '`custom` with a timestamp that is not signed': scheme({ timestamp: { header: 'x-timestamp' } }),
  '`supabaseDatabase` with `id` alone': () => supabaseDatabase({ id: 'orders' }),
  'a guard without a route': () => toWorker(createWebhook(clerk())),
};

const table = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8').split(
  '## When a webhook is made',
)[1];
const rows = [...(table ?? '').matchAll(/^\| (?!mistake|---)([^|]+)/gm)].map(([, cell]) =>
  (cell ?? '').trim(),
);

test('the page has every mistake', () => {
  expect(rows).toEqual(Object.keys(mistakes));
});

test.each(rows)('%s: a TypeError', (row) => {
  const thrown = (() => {
    try {
      return mistakes[row]?.();
    } catch (error) {
      return error;
    }
  })();
  expect(thrown).toBeInstanceOf(TypeError);
  expect((thrown as Error).message).not.toContain('0123456789');
});
