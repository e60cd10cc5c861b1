import { createWebhook, WebhookError } from '@hooklatch/core';
import { providerNames } from '@hooklatch/providers';
import { describe, expect, test } from 'vitest';
import { sign } from '../src/lib/sign.ts';
import { throwAway } from '../src/lib/throw-away.ts';

// Whatever a provider's scheme is: what it signs, it accepts; what somebody else signs, or what was changed, it refuses.

const codeOf = async (verified: Promise<unknown>): Promise<string> =>
  verified.then(
    () => 'accepted',
    (error: unknown) => (WebhookError.is(error) ? error.code : `threw ${String(error)}`),
  );

describe.each(providerNames)('%s', (name) => {
  const signed = async () => {
    const { provider, secret, url } = await throwAway(name);
    return { provider, delivery: await sign(provider, { secret, url }) };
  };

  test('accepts what it signs', async () => {
    const { provider, delivery } = await signed();
    const event = await createWebhook(provider).verify(delivery);
    expect(event.provider).toBe(name);
    expect(event.body).toBe(delivery.body);
  });

  test('refuses what is signed with another key', async () => {
    const { delivery } = await signed();
    const { provider } = await throwAway(name);
    expect(await codeOf(createWebhook(provider).verify(delivery))).toBe('signature_mismatch');
  });

  test('refuses another body, unless it says that the payload is unsigned', async () => {
    const { provider, delivery } = await signed();
    const event = await createWebhook(provider).verify(delivery);
    const body = new TextEncoder().encode('{"forged":true}');
    const code = await codeOf(createWebhook(provider).verify({ ...delivery, body }));
    if (event.trust.payload === 'signed') expect(code).not.toBe('accepted');
    else expect(code).not.toMatch(/^threw/);
  });

  test('refuses a request without any proof', async () => {
    const { provider, delivery } = await signed();
    const bare = {
      ...delivery,
      headers: { get: () => undefined, has: () => false, entries: () => [] },
      url: 'https://example.com/',
      body: new Uint8Array(),
    };
    expect(await codeOf(createWebhook(provider).verify(bare))).toMatch(
      /^(signature_missing|header_malformed|signature_mismatch)$/,
    );
  });
});
