import { defineProvider, hmac, WebhookError, type ProviderFactory } from '@hooklatch/core/provider';
import type { PaddleEvents } from './lib/events/paddle.ts';
import { readAs } from './lib/read-as.ts';

export type * from './lib/events/paddle-common.ts';
export type * from './lib/events/paddle-transaction.ts';
export type * from './lib/events/paddle.ts';

const header = 'paddle-signature';

const scheme = readAs(
  hmac({
    content: '{timestamp}:{body}',
    timestamp: { field: 'ts' },
    signature: { header, list: { separator: ';', pair: '=', field: 'h1' } },
  }),
  header,
  (value) => {
    // No item of it has a comma: two headers have, which somebody has joined.
    if (value.includes(',')) throw new WebhookError('header_malformed', header);
    return value;
  },
);

/**
 * Paddle Billing. Several `h1` stand in the header while a secret is rotated. Paddle's own libraries accept five seconds
 * of delay; `toleranceInSeconds` of the webhook widens it.
 *
 * Source: https://developer.paddle.com/webhooks/signature-verification
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { paddle } from '@hooklatch/providers/paddle';
 *
 * const webhook = createWebhook(paddle(), {
 *   on: { 'transaction.paid': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const paddle: ProviderFactory<PaddleEvents> = defineProvider({
  name: 'paddle',
  env: [],
  schemes: [scheme],
  id: { field: 'event_id' },
  type: { field: 'event_type' },
  toleranceInSeconds: 5,
  facts: {
    sources: [
      'https://developer.paddle.com/webhooks/signature-verification',
      'https://developer.paddle.com/webhooks/respond-to-webhooks',
      'https://developer.paddle.com/webhooks/about/respond-to-webhooks',
    ],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
    successStatuses: [200],
    retries: { attempts: 60, hours: 72 },
    ipRanges: 'https://developer.paddle.com/webhooks/about/respond-to-webhooks',
  },
});
