import {
  defineProvider,
  parseJson,
  toBytes,
  token,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { propertyOf } from './lib/items.ts';

const scheme = token({ field: 'passcode' });

/** A passcode is a text: no number is taken for one. */
const passcode: Scheme<string> = {
  ...scheme,
  verify: (claim, key, body, ...rest) =>
    typeof propertyOf(parseJson(body), 'passcode') === 'number'
      ? false
      : scheme.verify(claim, key, body, ...rest),
  write({ body }, secret) {
    const payload = parseJson(body);
    const fields = typeof payload === 'object' && payload !== null ? payload : {};
    return { headers: {}, body: toBytes(JSON.stringify({ ...fields, passcode: secret })) };
  },
};

/**
 * Figma: no signature, but the passcode of the webhook in the body. It proves the caller, not the body.
 *
 * Source: https://developers.figma.com/docs/rest-api/webhooks-security/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { figma } from '@hooklatch/providers/figma';
 *
 * const webhook = createWebhook(figma({ secret: 'a long random text' }), {
 *   on: { FILE_UPDATE: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const figma: ProviderFactory<object> = defineProvider({
  name: 'figma',
  env: [],
  schemes: [passcode],
  type: { field: 'event_type' },
  facts: {
    sources: [
      'https://developers.figma.com/docs/rest-api/webhooks-security/',
      'https://github.com/figma/rest-api-spec',
    ],
    confirmed: true,
    checked: '2026-11-22',
  },
});
