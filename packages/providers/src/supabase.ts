import {
  decodeSecret,
  defineProvider,
  fieldAt,
  type ProviderFactory,
  type SecretDecoder,
} from '@hooklatch/core/provider';
import type { SupabaseEvents } from './lib/events/supabase.ts';
import { standardSchemes, standardSecret } from './lib/standard.ts';

export type * from './lib/events/supabase.ts';

/** The name in `metadata`; servers that send none are told apart by what the payload holds. */
function hookType(payload: unknown): string | undefined {
  const name = fieldAt(payload, 'metadata.name');
  if (name !== undefined || typeof payload !== 'object' || payload === null) return name;
  const telling = Object.entries(tellingFields).find(([field]) => Object.hasOwn(payload, field));
  return telling?.[1];
}

const tellingFields: Readonly<Record<string, keyof SupabaseEvents>> = {
  email_data: 'send-email',
  sms: 'send-sms',
  claims: 'customize-access-token',
  factor_id: 'mfa-verification',
  valid: 'password-verification',
};

const decodeOne = decodeSecret({ ...standardSecret, prefixes: ['v1,whsec_', 'whsec_'] });

/** Supabase writes several secrets in one text, with `|` between them; those of `v1a` are not of this kind. */
const decodeSecrets: SecretDecoder = (text) => {
  const decoded = text
    .split('|')
    .map((one) => one.trim())
    .filter((one) => !one.startsWith('v1a,'))
    .map((one) => decodeOne(one));
  return decoded.find((keys) => typeof keys === 'string') ?? (decoded.flat() as Uint8Array[]);
};

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
    secret: decodeSecrets,
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
    successStatuses: [200, 202, 204],
    retries: { attempts: 2 },
    keepsId: false,
  },
});
