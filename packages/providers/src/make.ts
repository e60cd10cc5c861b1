import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import { callerScheme, type CallerOptions } from './lib/caller.ts';

/** Options of {@link make}. */
export type MakeOptions = CallerOptions;

/**
 * Make's HTTP app. Make signs nothing: a delivery proves itself by an API key in a header or in the query, or by HTTP Basic,
 * as the user has set it in the scenario, who also writes the payload: an event has no id unless `id` says where.
 *
 * Source: https://apps.make.com/http
 *
 * @throws TypeError where more than one of `header`, `basic` and `query` is given, or `publicUrl` has a query of its own
 * beside `query`
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { make } from '@hooklatch/providers/make';
 *
 * // Reads MAKE_WEBHOOK_SECRET.
 * const webhook = createWebhook(make(), {
 *   on: { '*': (event) => console.log(event.type, event.payload) },
 * });
 * ```
 */
export const make: ProviderFactory<object, MakeOptions> = defineProvider((options) => {
  const { id, type = { field: 'type' } } = options;
  return {
    name: 'make',
    env: [],
    schemes: [callerScheme(options)],
    ...(id !== undefined && { id }),
    type,
    facts: {
      sources: ['https://apps.make.com/http'],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'The header of an API key has no default that was read.',
    },
  };
});
