import {
  writeScheme,
  defineProvider,
  either,
  hmac,
  iso8601,
  required,
  WebhookError,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';

/** What Box always sends beside a signature; another version would be another scheme. */
const always = { 'box-signature-version': '1', 'box-signature-algorithm': 'HmacSHA256' };

/** The signature of one key: the first secret is the primary key, the second one the secondary, never crossed. */
function signedWith(key: 'primary' | 'secondary', index: number): Scheme {
  const scheme = hmac({
    content: '{body}{timestamp}',
    timestamp: { header: 'box-delivery-timestamp', unit: iso8601 },
    signature: { header: `box-signature-${key}`, encoding: 'base64' },
  });
  return {
    ...scheme,
    keys: (secret, secretIndex) => (secretIndex === index ? scheme.keys(secret, 0) : []),
    read(head) {
      const claim = scheme.read(head);
      for (const [name, value] of Object.entries(always)) {
        if (required(head, name) !== value) throw new WebhookError('header_malformed', name);
      }
      return claim;
    },
    async write(draft, secret) {
      const { headers } = await writeScheme(scheme, draft, secret);
      return { headers: { ...always, ...headers } };
    },
  };
}

/**
 * Box: webhooks v2. Where an application has both keys, give them in order: `secret: [primary, secondary]`. The id is
 * the body's, which a delivery keeps when it is sent again.
 *
 * Source: https://developer.box.com/guides/webhooks/v2/signatures-v2/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { box } from '@hooklatch/providers/box';
 *
 * const webhook = createWebhook(box({ secret: ['the primary key', 'the secondary key'] }), {
 *   on: { 'FILE.UPLOADED': (event) => console.log(event.id) },
 * });
 * ```
 */
export const box: ProviderFactory<object> = defineProvider({
  name: 'box',
  env: [],
  schemes: [either(signedWith('primary', 0), signedWith('secondary', 1))],
  id: { field: 'id' },
  type: { field: 'trigger' },
  toleranceInSeconds: 600,
  facts: {
    sources: [
      'https://developer.box.com/guides/webhooks/v2/signatures-v2/',
      'https://developer.box.com/guides/webhooks/v2/',
      'https://box.dev/en/guides/webhooks/handle/retries/',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 30_000,
    retries: { attempts: 10 },
    keepsId: true,
  },
});
