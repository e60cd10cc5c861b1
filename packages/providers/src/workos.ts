import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';
import type { WorkosEvents } from './lib/events/workos.ts';
import { readAs } from './lib/read-as.ts';

export type * from './lib/events/workos-common.ts';
export type * from './lib/events/workos-directory.ts';
export type * from './lib/events/workos-user.ts';
export type * from './lib/events/workos.ts';

const header = 'workos-signature';

/** A space may follow the comma. */
const scheme = readAs(
  hmac({
    content: '{timestamp}.{body}',
    timestamp: { field: 't', unit: 'ms' },
    signature: { header, list: { separator: ', ', pair: '=', field: 'v1' } },
  }),
  header,
  (value) => value.replaceAll(/, ?/g, ', '),
);

/**
 * WorkOS.
 *
 * Source: https://workos.com/docs/events/data-syncing/webhooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { workos } from '@hooklatch/providers/workos';
 *
 * const webhook = createWebhook(workos(), {
 *   on: { 'user.created': (event) => console.log(event.payload.data.id) },
 * });
 * ```
 */
export const workos: ProviderFactory<WorkosEvents> = defineProvider({
  name: 'workos',
  env: [],
  schemes: [scheme],
  id: { field: 'id' },
  type: { field: 'event' },
  toleranceInSeconds: 180,
  notSecrets: { sk_: 'an API key' },
  facts: {
    sources: ['https://workos.com/docs/events/data-syncing/webhooks'],
    confirmed: true,
    checked: '2026-11-22',
    retries: { attempts: 12, hours: 72 },
  },
});
