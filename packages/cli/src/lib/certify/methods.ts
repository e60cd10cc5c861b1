import { createWebhook } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';

/** The methods of a provider's deliveries and handshakes, that of deliveries first. */
export function methodsOf(provider: Provider): readonly string[] {
  return createWebhook(provider, { onDelivery: false }).methods;
}
