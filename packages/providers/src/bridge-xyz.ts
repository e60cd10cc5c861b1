import {
  asymmetric,
  defineProvider,
  fromHex,
  hashOf,
  joinBytes,
  toBytes,
  type ProviderFactory,
  type PublicKeyOptions,
} from '@hooklatch/core/provider';

/**
 * Bridge, of bridge.xyz: what is signed is the SHA-256 of the time and the body. Each endpoint has a public key of its
 * own; a delivery may be ten minutes old.
 *
 * Source: https://apidocs.bridge.xyz/platform/additional-information/webhooks/signature
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { bridgeXyz } from '@hooklatch/providers/bridge-xyz';
 *
 * const webhook = createWebhook(bridgeXyz(), {
 *   on: { 'transfer.updated': (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const bridgeXyz: ProviderFactory<object, PublicKeyOptions> = defineProvider({
  name: 'bridge-xyz',
  key: 'public',
  env: [],
  schemes: [
    asymmetric({
      algorithm: 'rsa-sha256',
      timestamp: { field: 't', unit: 'ms' },
      signature: { header: 'x-webhook-signature', list: { separator: ',', pair: '=', field: 'v0' } },
      async toContent({ timestamp }, _head, body) {
        const digest = await hashOf('sha256', joinBytes(toBytes(`${timestamp}.`), body), 'hex');
        return fromHex(digest) as Uint8Array;
      },
    }),
  ],
  id: { field: 'event_id' },
  type: { field: 'event_type' },
  toleranceInSeconds: 600,
  facts: {
    sources: ['https://apidocs.bridge.xyz/platform/additional-information/webhooks/signature'],
    confirmed: true,
    checked: '2026-11-22',
    keepsId: true,
  },
});
