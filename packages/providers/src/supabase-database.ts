import { defineProvider, token, type Provider, type ProviderOptions } from '@hooklatch/core/provider';
import type { SupabaseDatabaseEvents } from './lib/events/supabase-database.ts';

export type * from './lib/events/supabase-database.ts';

/** Options of {@link supabaseDatabase}. */
export interface SupabaseDatabaseOptions extends ProviderOptions {
  /** The header that holds the token. (`authorization`, behind `Bearer `) */
  readonly header?: string;
  /** The value of `x-webhook-id`; goes with `token`. */
  readonly id?: string;
  /** The value of `x-webhook-token`; goes with `id`. */
  readonly token?: string;
}

/** A secret with a space is the pair of an id and a token. */
function isPair(secret: string): boolean {
  return secret.includes(' ');
}

const define = defineProvider<SupabaseDatabaseEvents, SupabaseDatabaseOptions>(
  ({ header = 'authorization' }) => ({
    name: 'supabase-database',
    env: [['SUPABASE_WEBHOOK_ID', 'SUPABASE_WEBHOOK_TOKEN']],
    schemes: [
      token({ header: 'x-webhook-token', idHeader: 'x-webhook-id', accepts: isPair }),
      token({
        header: header.toLowerCase(),
        ...(header.toLowerCase() === 'authorization' && { prefix: 'Bearer ' }),
        accepts: (secret) => !isPair(secret),
      }),
    ],
    type: { field: 'type' },
    facts: {
      sources: ['https://supabase.com/docs/guides/database/webhooks'],
      confirmed: true,
      checked: '2026-11-22',
      doubt: 'The headers are what the user writes; that retries do not happen was not read.',
    },
  }),
);

/**
 * Supabase database webhooks: no signature, but headers that the user sets: a bearer token, a token in any header, or
 * the pair `x-webhook-id` and `x-webhook-token`. None of them is there unless the user sets it.
 *
 * Source: https://supabase.com/docs/guides/database/webhooks
 *
 * @param options - the token, and where it stands
 * @returns the provider
 * @throws TypeError where `id` and `token` are not given together
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { supabaseDatabase } from '@hooklatch/providers/supabase-database';
 *
 * const webhook = createWebhook(supabaseDatabase({ id: 'orders', token: 'a long random text' }), {
 *   on: { INSERT: (event) => console.log(event.payload.table) },
 * });
 * ```
 */
export function supabaseDatabase<Events extends object = SupabaseDatabaseEvents>(
  options: SupabaseDatabaseOptions = {},
): Provider<Events> {
  const { id, token: value, ...rest } = options;
  if ((id === undefined) !== (value === undefined))
    throw new TypeError('supabase-database takes id and token together.');
  return define<Events>(id === undefined ? rest : { ...rest, secret: `${id} ${value}` });
}
