import { defineProvider, hmac, type ProviderFactory } from '@hooklatch/core/provider';

/**
 * Trigger.dev's alerts.
 *
 * Source: https://trigger.dev/docs/troubleshooting-alerts
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { triggerDev } from '@hooklatch/providers/trigger-dev';
 *
 * const webhook = createWebhook(triggerDev(), {
 *   on: { 'alert.run.failed': (event) => console.log(event.payload) },
 * });
 * ```
 */
export const triggerDev: ProviderFactory<object> = defineProvider({
  name: 'trigger-dev',
  env: ['ALERT_WEBHOOK_SECRET'],
  schemes: [hmac({ signature: { header: 'x-trigger-signature-hmacsha256' } })],
  id: { field: 'id' },
  type: { field: 'type' },
  facts: {
    sources: ['https://trigger.dev/docs/troubleshooting-alerts'],
    confirmed: true,
    checked: '2026-11-22',
  },
});
