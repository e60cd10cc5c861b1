import { createWebhook, deliveryHeaders, WebhookError, type Delivery } from '@hooklatch/core';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { providers, type AnyProviderFactory } from '../src/index.ts';

interface Vector {
  readonly name: string;
  readonly secret: string | readonly string[] | null;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
  readonly body_base64?: string;
  readonly now: number;
  readonly expect: 'valid' | 'invalid';
}

interface Case {
  readonly id: string;
  readonly family: 'standard' | 'stripe' | 'github' | 'slack';
  readonly secret: string | null;
  readonly headers: readonly (readonly [string, string])[];
  readonly body_base64: string;
  readonly now: number;
  readonly tolerance: number;
  readonly expect: 'accept' | 'reject';
}

const folder = new URL('../vectors/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));

/** What a file's vectors are verified with, where it is not the provider of the same name as it is. */
const factories: Readonly<Record<string, (options: { secret: string }) => ReturnType<AnyProviderFactory>>> = {
  'github-sha1-legacy': (options) => providers.github({ ...options, legacySha1: true }),
};

/** What the verifier says: the event, or the code of the refusal. A secret that cannot be used is a refusal too. */
async function verdict(
  factory: AnyProviderFactory,
  secret: string | readonly string[] | null,
  delivery: Delivery,
  options: { now: number; toleranceInSeconds?: number },
): Promise<string> {
  try {
    const webhook = createWebhook(factory({ secret: secret ?? '' }), {
      ...options,
      now: () => options.now * 1000,
    });
    const event = await webhook.verify(delivery);
    expect(event.body).toBe(delivery.body);
    return 'valid';
  } catch (error) {
    if (WebhookError.is(error)) return error.code;
    expect(error).toBeInstanceOf(TypeError);
    return 'secret refused';
  }
}

describe.each(files)('%s', (file) => {
  const { provider, vectors } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
    provider: string;
    vectors: Vector[];
  };
  const factory = (factories[provider] ??
    providers[provider as keyof typeof providers]) as AnyProviderFactory;

  test.each(vectors)('$name is $expect', async (vector) => {
    const { method, url, headers, secret, now } = vector;
    const body = Buffer.from(
      vector.body_base64 ?? vector.body ?? '',
      vector.body_base64 === undefined ? 'utf8' : 'base64',
    );
    const delivery = { method, url, headers: deliveryHeaders(headers), body };
    const found = await verdict(factory, secret, delivery, { now });
    if (vector.expect === 'valid') expect(found).toBe('valid');
    else expect(found).not.toBe('valid');
  });
});

const cases = readFileSync(new URL('adversarial.jsonl', folder), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Case);

describe('adversarial requests', () => {
  const families = {
    standard: 'standard-webhooks',
    stripe: 'stripe',
    github: 'github',
    slack: 'slack',
  } as const;
  test.each(cases)('$id: $expect', async (row) => {
    const delivery = {
      method: 'POST',
      url: '/webhook',
      headers: deliveryHeaders(row.headers),
      body: Buffer.from(row.body_base64, 'base64'),
    };
    const options = { now: row.now, toleranceInSeconds: row.tolerance };
    const found = await verdict(providers[families[row.family]], row.secret, delivery, options);
    if (row.expect === 'accept') expect(found).toBe('valid');
    else expect(found).not.toBe('valid');
  });
});
