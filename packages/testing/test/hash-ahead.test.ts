import { createWebhook } from '@hooklatch/core';
import { providerNames } from '@hooklatch/providers';
import { sign, throwAway } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';

const chunkBytes = 1024;

/**
 * Sends a body in chunks, and changes them once all were handed over: what is accepted all the same was hashed
 * while it arrived.
 */
async function isHashedAhead(name: (typeof providerNames)[number]): Promise<boolean> {
  const { provider, secret, url } = await throwAway(name);
  const filler = 'x'.repeat(8 * chunkBytes);
  const { body, ...head } = await sign(provider, { secret, url, payload: { filler } });
  const webhook = createWebhook(provider, { onDelivery: false });
  const received = await webhook.receive(
    {
      ...head,
      read(write) {
        const chunks = Array.from({ length: Math.ceil(body.length / chunkBytes) }, (_, at) =>
          body.slice(at * chunkBytes, (at + 1) * chunkBytes),
        );
        for (const chunk of chunks) write(chunk);
        for (const chunk of chunks) {
          // A character of the filler.
          const at = chunk.lastIndexOf(0x78);
          if (at >= 0) chunk[at] = 0x79;
        }
      },
    },
    { claimLater: true },
  );
  return 'event' in received;
}

/** Each needs its body whole, and why. */
const whole: Readonly<Record<string, string>> = {
  'signatures of private keys and tokens, which take a message whole':
    'apple-app-store aws-sns binance-pay bridge-xyz circle coinbase-cdp constant-contact cryptapi discord ebay fal ' +
    'fireblocks fusionauth github-secret-scanning kinde livekit manus messagebird moralis neon-auth netlify paypal ' +
    'dyte integrated-finance plaid saleor sendgrid telnyx truelayer turnkey upstash-qstash vonage wise http-message-signatures',
  'a content that is made from the fields of the body': 'bitso mandrill paddle-classic twilio',
  'a plain hash': 'cloudinary',
  'a hash of the body in what is signed, or a content that code makes': 'contentful',
};

const reasonOf = (name: string): string | undefined =>
  Object.keys(whole).find((reason) => whole[reason]?.split(' ').includes(name));

describe('a body in several chunks is hashed while it arrives', () => {
  test.each(providerNames.map((name) => [name, reasonOf(name) ?? 'ahead'] as const))(
    '%s: %s',
    async (name, reason) => {
      expect(await isHashedAhead(name)).toBe(reason === 'ahead');
    },
  );
});
