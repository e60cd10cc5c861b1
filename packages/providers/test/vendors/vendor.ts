// What is tested of every vendor's library: it accepts what we sign, it refuses what another key signs, we accept what
// it signs, and on some odd deliveries the two verdicts are the same, but for the differences that are stated.
import { createWebhook, deliveryHeaders, WebhookError } from '@hooklatch/core';
import { makeKeyPair, writeDelivery, type KeyPair, type Provider } from '@hooklatch/core/provider';
import type { SigningAlgorithm } from '@hooklatch/core/provider';
import { describe, expect, test } from 'vitest';
import { probes, type Probe } from './probes.ts';
import { changed, toSent, type Change, type Sent } from './sent.ts';

/** A vendor's own library. */
export interface Vendor {
  /** Ours, with the secret or the public key, which is a JWK. */
  readonly provider: (key: string) => Provider;
  readonly secret?: string;
  /** Keys are made where there is no secret. */
  readonly algorithm?: SigningAlgorithm;
  readonly text?: string;
  readonly url?: string;
  readonly method?: string;
  /** Which of our schemes signs, where there are several. */
  readonly scheme?: number;
  /** Rejects, throws or gives false where the library refuses. */
  readonly accepts: (sent: Sent, key: string) => unknown;
  readonly signs?: (unsigned: Sent, key: string) => Change | Promise<Change>;
  /** Further odd deliveries, by name. */
  readonly probes?: Readonly<Record<string, Probe>>;
  /** The names of what the library accepts and ours does not. */
  readonly accepting?: readonly string[];
  /** The names of what ours accepts and the library does not. */
  readonly refusing?: readonly string[];
}

const standardText = '{ "id": "evt_1", "type":"a.b", "note": "café $& $$ 1.0" }\n';

async function isAccepted(verdict: () => unknown): Promise<boolean> {
  try {
    return (await verdict()) !== false;
  } catch {
    return false;
  }
}

async function isOurs(provider: Provider, sent: Sent): Promise<boolean> {
  try {
    const headers = deliveryHeaders({ ...sent.headers });
    await createWebhook(provider).verify({ ...sent, headers });
    return true;
  } catch (error) {
    if (error instanceof WebhookError) return false;
    throw error;
  }
}

/** The keys of a vendor's test: one text twice where it is a shared secret. */
async function keysOf({ secret, algorithm }: Vendor, isOther = false): Promise<KeyPair> {
  if (algorithm) return makeKeyPair(algorithm);
  const key = secret as string;
  const another = isOther ? `${key.slice(0, -4)}AAAA` : key;
  return { privateKey: another, publicKey: another };
}

async function write(
  { provider, text = standardText, url = 'https://a.example/hooks', method, scheme }: Vendor,
  { privateKey, publicKey }: KeyPair,
  later = 0,
): Promise<Sent> {
  const draft = {
    ...(method !== undefined && { method }),
    ...(scheme !== undefined && { scheme }),
    secret: privateKey,
    body: new TextEncoder().encode(text),
    id: 'msg_1',
    type: 'a.b',
    time: Date.now() + later,
    url,
  };
  return toSent(await writeDelivery(provider(publicKey), draft));
}

/** Whether the library and ours accept this odd delivery; undefined where it is none for this vendor. */
async function verdicts(vendor: Vendor, probe: Probe): Promise<readonly [boolean, boolean] | undefined> {
  const keys = await keysOf(vendor);
  const { text = vendor.text, later, change } = probe;
  const usual = await write(vendor, keys);
  const written = await write({ ...vendor, ...(text !== undefined && { text }) }, keys, later);
  const sent = change ? await change(written, keys.privateKey) : written;
  if (sent === undefined || isSame(sent, usual)) return undefined;
  return [
    await isAccepted(() => vendor.accepts(sent, keys.publicKey)),
    await isOurs(vendor.provider(keys.publicKey), sent),
  ];
}

/** Where no time is signed, a delivery of yesterday is the same as one of today. */
function isSame(one: Sent, another: Sent): boolean {
  const [first, second] = [one, another].map(({ headers, text, url }) =>
    JSON.stringify([headers, text, url]),
  );
  return first === second;
}

/** Tests vendors' libraries, by name. */
export function compare(vendors: Readonly<Record<string, Vendor>>): void {
  describe.each(Object.entries(vendors))('%s', (_name, vendor) => {
    const { provider, accepts, signs, accepting = [], refusing = [] } = vendor;
    const all = { ...probes, ...vendor.probes };

    test('accepts what we sign', async () => {
      const keys = await keysOf(vendor);
      const sent = await write(vendor, keys);
      expect(await isOurs(provider(keys.publicKey), sent)).toBe(true);
      expect(await accepts(sent, keys.publicKey)).not.toBe(false);
    });

    test('refuses what another key signs, as we do', async () => {
      const [keys, others] = [await keysOf(vendor), await keysOf(vendor, true)];
      const sent = await write(vendor, others);
      expect(await isAccepted(() => accepts(sent, keys.publicKey))).toBe(false);
      const verdict = createWebhook(provider(keys.publicKey)).verify({
        ...sent,
        headers: deliveryHeaders({ ...sent.headers }),
      });
      await expect(verdict).rejects.toMatchObject({ code: 'signature_mismatch' });
    });

    test.each(signs ? [signs] : [])('signs what we accept', async (sign) => {
      const keys = await keysOf(vendor);
      const { text = standardText, url = 'https://a.example/hooks', method = 'POST' } = vendor;
      const unsigned = changed({ method, url, headers: {}, text, body: new Uint8Array() }, {});
      const signed = changed(unsigned, await sign(unsigned, keys.privateKey));
      const headers = deliveryHeaders({ ...signed.headers });
      const event = await createWebhook(provider(keys.publicKey)).verify({ ...signed, headers });
      expect(event.body).toBe(signed.body);
    });

    test.each(accepting)('accepts %s; ours does not', async (name) => {
      expect(await verdicts(vendor, all[name] as Probe)).toEqual([true, false]);
    });

    test.each(refusing)('refuses %s; ours does not', async (name) => {
      expect(await verdicts(vendor, all[name] as Probe)).toEqual([false, true]);
    });

    test('agrees with ours on every other odd delivery', async () => {
      const differing: string[] = [];
      for (const [name, probe] of Object.entries(all)) {
        const [theirs, ours] = (await verdicts(vendor, probe)) ?? [];
        if (theirs !== ours) differing.push(`${theirs ? 'accepts' : 'refuses'} ${name}`);
      }
      const stated = [
        ...accepting.map((name) => `accepts ${name}`),
        ...refusing.map((name) => `refuses ${name}`),
      ];
      expect(differing.toSorted()).toEqual(stated.toSorted());
    });
  });
}
