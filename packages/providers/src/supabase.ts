import { defineProvider, type ProviderFactory } from '@hooklatch/core/provider';
import type { SupabaseEvents } from './lib/events/supabase.ts';
import { standardSchemes, standardSecret } from './lib/standard.ts';

export type { SupabaseEvents };

/** Supabase names no event in an Auth hook; what the payload holds tells which hook it is. */
function hookType(payload: unknown): string | undefined {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const has = (name: string): boolean => Object.hasOwn(payload, name);
  if (has('email_data')) return 'send-email';
  if (has('sms')) return 'send-sms';
  if (has('claims')) return 'custom-access-token';
  if (has('factor_id')) return 'mfa-verification-attempt';
  if (has('valid')) return 'password-verification-attempt';
  return has('metadata') && has('user') ? 'before-user-created' : undefined;
}

/**
 * Supabase Auth hooks: Standard Webhooks with the secret written `v1,whsec_…`, several signatures joined with `, `,
 * and a new id for each attempt. Supabase wants a JSON answer: return a Reply to give one other than `{}`.
 *
 * Source: https://supabase.com/docs/guides/auth/auth-hooks
 *
 * @example
 * ```ts
 * import { createWebhook } from '@hooklatch/core';
 * import { supabase } from '@hooklatch/providers/supabase';
 *
 * const webhook = createWebhook(supabase(), {
 *   on: { 'send-sms': (event) => console.log(event.payload.user.phone) },
 * });
 * ```
 */
export const supabase: ProviderFactory<SupabaseEvents> = defineProvider({
  name: 'supabase',
  env: ['SUPABASE_AUTH_HOOK_SECRET', 'SEND_SMS_HOOK_SECRETS', 'SEND_EMAIL_HOOK_SECRET'],
  schemes: standardSchemes({
    secret: { ...standardSecret, prefixes: ['v1,whsec_', 'whsec_'] },
    trailingComma: true,
  }),
  id: { claim: 'id' },
  type: hookType,
  success: { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' },
  facts: {
    sources: ['https://supabase.com/docs/guides/auth/auth-hooks', 'https://github.com/supabase/auth'],
    confirmed: true,
    checked: '2026-11-22',
    deadlineMs: 5000,
  },
});
