import { createWebhook, deliveryHeaders, type Delivery, type Webhook } from '../src/index.ts';
import {
  asymmetric,
  defineProvider,
  makeKeyPair,
  writeDelivery,
  type AsymmetricOptions,
  type FetchedKeyOptions,
  type KeyPair,
  type Provider,
  type ProviderFactory,
  type SigningAlgorithm,
} from '../src/provider.ts';
import { now } from './acme.ts';

/** A provider that signs with a private key. */
export function signer(
  options: AsymmetricOptions,
  key: 'public' | 'fetched' = 'public',
): ProviderFactory<object, FetchedKeyOptions> {
  return defineProvider<object, FetchedKeyOptions>({
    name: 'signer',
    key,
    env: [],
    schemes: [asymmetric(options)],
    id: { claim: 'id' },
    type: { field: 'type' },
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  });
}

const made = new Map<SigningAlgorithm, Promise<KeyPair>>();

/** Keys of an algorithm, the same for a whole file: those of RSA take their time. */
export function keysOf(algorithm: SigningAlgorithm): Promise<KeyPair> {
  const pair = made.get(algorithm) ?? makeKeyPair(algorithm);
  made.set(algorithm, pair);
  return pair;
}

/** A delivery that the holder of a private key sends. */
export function sign(provider: Provider, privateKey: string, body = '{"type":"paid"}'): Promise<Delivery> {
  return writeDelivery(provider, {
    secret: privateKey,
    body: new TextEncoder().encode(body),
    id: 'evt_1',
    type: 'paid',
    time: now,
    url: 'https://shop.example/hooks',
  });
}

/** A guard of a provider, whose clock stands still. */
export function guard(provider: Provider): Webhook {
  return createWebhook(provider, { now: () => now, publicUrl: 'https://shop.example/hooks' });
}

/** The same delivery with other headers; undefined takes one away. */
export function withHeaders(
  delivery: Delivery,
  changed: Readonly<Record<string, string | undefined>>,
): Delivery {
  const kept = delivery.headers.entries().filter(([name]) => !Object.hasOwn(changed, name.toLowerCase()));
  const added = Object.entries(changed).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
  return { ...delivery, headers: deliveryHeaders([...kept, ...added]) };
}
