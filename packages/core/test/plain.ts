import { createWebhook, deliveryHeaders, type Delivery } from '../src/index.ts';
import {
  defineProvider,
  toBytes,
  type Provider,
  type ProviderFactory,
  type Scheme,
} from '../src/provider.ts';
import { now } from './acme.ts';

export const url = 'https://shop.example/hooks';

/** A provider with nothing but schemes. */
export function providerOf(...schemes: readonly Scheme<string>[]): ProviderFactory<object> {
  return defineProvider({
    name: 'plain',
    env: [],
    schemes: schemes as readonly Scheme[],
    id: { field: 'id' },
    type: { field: 'type' },
    facts: { sources: [], confirmed: true, checked: '2026-11-22' },
  });
}

/** What became of it: `verified`, or the code. */
export function verdict(provider: Provider, delivery: Delivery): Promise<string> {
  return createWebhook(provider, { now: () => now, publicUrl: url })
    .verify(delivery)
    .then(
      () => 'verified',
      (error: { code: string }) => error.code,
    );
}

export type Headers = Readonly<Record<string, string>> | readonly (readonly [string, string])[];
export interface Sent {
  readonly url?: string;
  readonly headers?: Headers;
  readonly body?: string;
}
/** A delivery of nobody in particular. */
export const sent = ({ headers = {}, body = '{}', ...rest }: Sent): Delivery => ({
  method: 'POST',
  url: rest.url ?? url,
  headers: deliveryHeaders(headers as Record<string, string>),
  body: toBytes(body),
});
