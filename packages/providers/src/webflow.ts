import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Webflow. The key is the app's client secret, or the secret of a webhook that was made with a site token.
 *
 * Source: https://developers.webflow.com/data/docs/working-with-webhooks#validating-request-signatures
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { webflow } from '@hooklatch/providers/webflow';
 *
 * const webhook = createWebhook(webflow(), {
 *   on: { form_submission: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const webflow: ProviderFactory<object> = defineProvider({
  name: 'webflow',
  env: [],
  schemes: [
    hmac({
      content: '{timestamp}:{body}',
      timestamp: { header: 'x-webflow-timestamp', unit: 'ms' },
      signature: { header: 'x-webflow-signature' },
    }),
  ],
  type: { field: 'triggerType' },
  facts: {
    sources: [
      'https://developers.webflow.com/data/docs/working-with-webhooks#validating-request-signatures',
      'https://developers.webflow.com/data/v1.0.0/docs/limits-and-retries',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 3, delaysInSeconds: [600, 600, 600] },
  },
});
