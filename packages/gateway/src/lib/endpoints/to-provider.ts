import type { Provider } from '@hooklatch/core';
import { findProvider } from '@hooklatch/providers';

/** Options of a provider's factory, as JSON has them. */
export type ProviderSettings = Readonly<Record<string, unknown>>;

/**
 * Makes the provider of an endpoint.
 *
 * Secrets are the endpoint's alone: those of the gateway's own environment are never taken for them, so that an endpoint
 * without any refuses everything.
 *
 * @param name - a provider's name or an alias
 * @param options - of its factory
 * @param secrets - the newest first; public keys, where the provider signs with private ones
 * @throws TypeError where there is no such provider, or an option cannot be used
 */
export function toProvider(name: string, options: ProviderSettings, secrets: readonly string[]): Provider {
  const factory = findProvider(name);
  if (secrets.length > 0) return factory({ ...options, secret: secrets });
  const plain = factory(options);
  // A key, or where keys are published, may stand in the options.
  if (plain.secret() !== undefined) return plain;
  return factory({ ...options, secret: plain.definition.key === 'fetched' ? 'fetched' : () => [] });
}
