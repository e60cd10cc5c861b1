import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link zapier}. */
export type ZapierOptions = CallerOptions;

/**
 * Webhooks by Zapier. Zapier signs nothing: a delivery proves itself by a header, HTTP Basic or a parameter of the URL, as
 * the user has set it in the Zap, who also writes the payload.
 *
 * Source: https://help.zapier.com/hc/en-us/articles/8496326446989
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { zapier } from '@hooklatch/providers/zapier';
 *
 * // Reads ZAPIER_WEBHOOK_SECRET.
 * const webhook = createWebhook(zapier(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const zapier: ProviderFactory<object, ZapierOptions> = defineProvider((options) => {
  const { id = { field: 'id' }, type = { field: 'type' } } = options;
  return {
    name: 'zapier',
    env: [],
    schemes: [callerScheme(options)],
    id,
    type,
    facts: {
      sources: ['https://help.zapier.com/hc/en-us/articles/8496326446989'],
      confirmed: false,
      checked: '2026-11-22',
      doubt: 'The fields for headers and for basic authentication were not read in an official source.',
    },
  };
});
