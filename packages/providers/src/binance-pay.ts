import {
  asymmetric,
  defineProvider,
  fieldAt,
  type ProviderFactory,
  type PublicKeyOptions,
} from '@hooklatch/core/provider';
import { withKeyList } from './lib/key-list.ts';
import { jsonReply } from './lib/reply.ts';

/**
 * Binance Pay. `publicKey` takes what the API answers for certificates: JSON of `certSerial` and `certPublic`, so that
 * each key keeps its serial number; or one key as PEM, which is then tried for every serial number.
 *
 * Source: https://developers.binance.com/docs/binance-pay/webhook-common/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { binancePay } from '@hooklatch/providers/binance-pay';
 *
 * const webhook = createWebhook(binancePay(), {
 *   on: { PAY_SUCCESS: (event) => console.log(event.id, event.payload) },
 * });
 * ```
 */
export const binancePay: ProviderFactory<object, PublicKeyOptions> = defineProvider({
  name: 'binance-pay',
  key: 'public',
  env: [],
  schemes: [
    withKeyList(
      asymmetric({
        algorithm: 'rsa-sha256',
        content: '{timestamp}\n{header:binancepay-nonce}\n{body}\n',
        timestamp: { header: 'binancepay-timestamp', unit: 'ms' },
        signature: { header: 'binancepay-signature' },
        keyId: { header: 'binancepay-certificate-sn' },
        others: { 'binancepay-nonce': () => 'K3Qw0aBcDeFgHiJkLmNoPqRsTuVwXyZa' },
      }),
      { id: 'certSerial', key: 'certPublic' },
    ),
  ],
  // An order is told of several times, each time with another status.
  id: (payload) => {
    const parts = ['bizIdStr', 'bizStatus'].map((name) => fieldAt(payload, name));
    return parts.includes(undefined) ? undefined : parts.join(':');
  },
  type: [{ field: 'bizStatus' }, { field: 'bizType' }],
  success: jsonReply({ returnCode: 'SUCCESS', returnMessage: null }),
  facts: {
    sources: [
      'https://developers.binance.com/docs/binance-pay/webhook-common/',
      'https://developers.binance.com/docs/binance-pay/webhook-query-certificate',
    ],
    confirmed: true,
    checked: '2026-11-22',
    doubt: 'The padding of the signature, and how old a timestamp may be, are not stated.',
  },
});
