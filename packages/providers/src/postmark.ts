import {
  basic,
  defineProvider,
  token,
  type ProviderFactory,
  type ProviderOptions,
} from '@hooklatch/core/provider';

/** Options of {@link postmark}. */
export interface PostmarkOptions extends ProviderOptions {
  /** The header that holds the secret. (HTTP Basic) */
  readonly header?: string;
}

/**
 * Postmark signs nothing: a delivery proves itself by HTTP Basic (`user:password`), or by a header that the user sets.
 * `MessageID` names a message, of which several events tell, so that an event has no id.
 *
 * Source: https://postmarkapp.com/developer/webhooks/webhooks-overview#protecting-your-webhook
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { postmark } from '@hooklatch/providers/postmark';
 *
 * const webhook = createWebhook(postmark(), {
 *   on: { Bounce: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const postmark: ProviderFactory<object, PostmarkOptions> = defineProvider(({ header }) => ({
  name: 'postmark',
  env: [],
  schemes: [header === undefined ? basic() : token({ header: header.toLowerCase() })],
  type: { field: 'RecordType' },
  facts: {
    sources: [
      'https://github.com/ActiveCampaign/postmark-skills',
      'https://postmarkapp.com/developer/webhooks/webhooks-overview#protecting-your-webhook',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
}));
