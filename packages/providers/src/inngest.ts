import {
  defineProvider,
  hmac,
  required,
  toBytes,
  WebhookError,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

const header = 'x-inngest-signature';

const scheme = hmac({
  content: '{body}{timestamp}',
  timestamp: { field: 't' },
  signature: { header, list: { separator: '&', pair: '=', field: 's' } },
  secret: (key) => {
    const text = key.replace(/^signkey-\w+-/, '');
    return text === '' ? 'is no whole signing key' : [toBytes(text)];
  },
});

/** A comma stands only between two headers, which somebody has joined. */
const unjoined: Scheme = {
  ...scheme,
  read(head) {
    if (required(head, header).includes(',')) throw new WebhookError('header_malformed', header);
    return scheme.read(head);
  },
};

/**
 * Inngest: its calls of the functions that an application serves. The key is the text of the signing key behind
 * `signkey-prod-`, not decoded.
 *
 * Source: https://www.inngest.com/docs/platform/signing-keys
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { inngest } from '@hooklatch/providers/inngest';
 *
 * const webhook = createWebhook(inngest(), {
 *   on: { 'app/user.created': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const inngest: ProviderFactory<object> = defineProvider({
  name: 'inngest',
  env: ['INNGEST_SIGNING_KEY'],
  schemes: [unjoined],
  type: { field: 'event.name' },
  facts: {
    sources: ['https://www.inngest.com/docs/platform/signing-keys', 'https://www.npmjs.com/package/inngest'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
