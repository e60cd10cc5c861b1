import {
  base64url,
  defineProvider,
  hmac,
  WebhookError,
  type ProviderFactory,
  type Scheme,
} from '@hooklatch/core/provider';
import { readAs } from './lib/read-as.ts';

const header = 'sanity-webhook-signature';
/** The time first, then one signature: nothing else is one of Sanity's. */
const grammar = /^(t=\d+)[, ]+(v1=[^, ]+)$/;

/** Sanity signed nothing before 2021: a smaller number is one of seconds. */
const earliest = 1_609_459_200_000;

const signed = readAs(
  hmac({
    content: '{timestamp}.{body}',
    timestamp: { field: 't', unit: 'ms' },
    signature: { header, encoding: base64url, list: { separator: ',', pair: '=', field: 'v1' } },
  }),
  header,
  (value) => {
    const [, time, signature] = grammar.exec(value) ?? [];
    if (time === undefined) throw new WebhookError('header_malformed', header);
    return `${time},${signature}`;
  },
);

const scheme: Scheme = {
  ...signed,
  read(head) {
    const claim = signed.read(head);
    if ((claim.time ?? 0) < earliest) throw new WebhookError('header_malformed', header);
    return claim;
  },
  // An empty body is no document.
  verify: (claim, key, body, ...rest) => body.length > 0 && signed.verify(claim, key, body, ...rest),
};

/**
 * Sanity's webhooks. The time of a signature is signed, but Sanity states no window for it: `toleranceInSeconds` of the
 * webhook sets one.
 *
 * Source: https://www.sanity.io/docs/content-lake/webhook-best-practices
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { sanity } from '@hooklatch/providers/sanity';
 *
 * const webhook = createWebhook(sanity(), {
 *   on: { create: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const sanity: ProviderFactory<object> = defineProvider({
  name: 'sanity',
  env: [],
  schemes: [scheme],
  id: { header: 'idempotency-key' },
  type: { header: 'sanity-operation' },
  toleranceInSeconds: Number.MAX_SAFE_INTEGER,
  facts: {
    sources: [
      'https://www.sanity.io/docs/content-lake/webhook-best-practices',
      'https://github.com/sanity-io/webhook-toolkit',
      'https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132',
    ],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 2, delaysInSeconds: [30, 30] },
    keepsId: true,
  },
});
