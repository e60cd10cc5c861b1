import { defineProvider, hmac, type ProviderFactory, type ProviderOptions } from '@hooklatch/core/provider';
import { mayRepeat } from './lib/may-repeat.ts';

/** Options of {@link grafana}: what the contact point is set to. */
export interface GrafanaOptions extends ProviderOptions {
  /** The header of the signature. (`x-grafana-alerting-signature`) */
  readonly header?: string;
  /**
   * The header of the timestamp, which is signed too; `false` where the contact point has none. Grafana sends one only
   * where it is set, and what a delivery holds does not decide. (`x-grafana-alerting-timestamp`)
   */
  readonly timestampHeader?: string | false;
}

/**
 * Grafana Alerting: contact points of the kind webhook, signed with HMAC. Set the contact point's timestamp header to
 * `X-Grafana-Alerting-Timestamp`, or say here what it is.
 *
 * Source: https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { grafana } from '@hooklatch/providers/grafana';
 *
 * const webhook = createWebhook(grafana({ secret: 'a long random text' }), {
 *   on: { firing: (event) => console.log(event.payload) },
 * });
 * ```
 */
export const grafana: ProviderFactory<object, GrafanaOptions> = defineProvider((options) => {
  const { timestampHeader = 'x-grafana-alerting-timestamp' } = options;
  const signature = { header: (options.header ?? 'x-grafana-alerting-signature').toLowerCase() };
  return {
    name: 'grafana',
    env: [],
    schemes: [
      timestampHeader === false
        ? // A reminder of the same alerts is the same body.
          mayRepeat(hmac({ signature }))
        : hmac({
            content: '{timestamp}:{body}',
            timestamp: { header: timestampHeader.toLowerCase() },
            signature,
          }),
    ],
    type: { field: 'status' },
    facts: {
      sources: [
        'https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/',
        'https://github.com/grafana/alerting',
      ],
      confirmed: true,
      checked: '2026-11-22',
    },
  };
});
