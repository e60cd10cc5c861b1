// Facts from https://supabase.com/docs/guides/auth/auth-hooks and https://github.com/supabase/auth (internal/hooks/v0hooks, internal/models), 2026-11-22.

/** What a hook is told of the request that led to it. Older servers send none. */
export interface SupabaseHookMetadata<Name extends string> {
  uuid: string;
  /** ISO 8601. */
  time: string;
  name?: Name;
  ip_address?: string;
}

/** An identity of a user at a provider. */
export interface SupabaseIdentity {
  identity_id: string;
  /** The user's id at the provider. */
  id: string;
  user_id: string;
  identity_data?: Record<string, unknown>;
  /** `email`, `phone`, `google`, ... */
  provider: string;
  email?: string;
  /** ISO 8601. */
  last_sign_in_at?: string;
  /** ISO 8601. */
  created_at: string;
  /** ISO 8601. */
  updated_at: string;
}

/** A user. Times are ISO 8601. */
export interface SupabaseUser {
  id: string;
  aud: string;
  role: string;
  /** Empty where there is none. */
  email: string;
  /** Empty where there is none. */
  phone: string;
  /** The address that `email` is going to be changed to. */
  new_email?: string;
  /** The number that `phone` is going to be changed to. */
  new_phone?: string;
  /** Written by the server. */
  app_metadata: { provider?: string; providers?: string[] } & Record<string, unknown>;
  /** Written by the user: not to be trusted. */
  user_metadata: Record<string, unknown>;
  identities: SupabaseIdentity[];
  factors?: Record<string, unknown>[];
  is_anonymous: boolean;
  created_at: string;
  updated_at: string;
  invited_at?: string;
  confirmed_at?: string;
  email_confirmed_at?: string;
  phone_confirmed_at?: string;
  confirmation_sent_at?: string;
  recovery_sent_at?: string;
  email_change_sent_at?: string;
  phone_change_sent_at?: string;
  reauthentication_sent_at?: string;
  last_sign_in_at?: string;
  banned_until?: string;
  deleted_at?: string;
}

/** What an email is about. */
export type SupabaseEmailActionType =
  | 'signup'
  | 'invite'
  | 'magiclink'
  | 'recovery'
  | 'email_change'
  | 'email'
  | 'reauthentication'
  | 'password_changed_notification'
  | 'email_changed_notification'
  | 'phone_changed_notification'
  | 'identity_linked_notification'
  | 'identity_unlinked_notification'
  | 'mfa_factor_enrolled_notification'
  | 'mfa_factor_unenrolled_notification';

/** The body of the Send Email hook: the application sends the email. */
export interface SupabaseSendEmailPayload {
  metadata?: SupabaseHookMetadata<'send-email'>;
  user: SupabaseUser;
  email_data: {
    email_action_type: SupabaseEmailActionType;
    /** The one-time password. */
    token: string;
    /** For the link. With two emails, it goes with `token_new` to the new address. */
    token_hash: string;
    redirect_to: string;
    site_url: string;
    /** Empty where one email is to be sent. */
    token_new: string;
    /** With two emails, it goes with `token` to the current address. Empty where one email is to be sent. */
    token_hash_new: string;
    old_email?: string;
    old_phone?: string;
    provider?: string;
    factor_type?: string;
  };
}

/** The body of the Send SMS hook: the application sends the message. */
export interface SupabaseSendSmsPayload {
  metadata?: SupabaseHookMetadata<'send-sms'>;
  user: SupabaseUser;
  sms: {
    /** The one-time password. */
    otp: string;
    sms_type?: string;
    /** Where it goes to; servers that send none mean `user.phone`. */
    phone?: string;
  };
}

/** The claims of an access token. Times are Unix seconds. */
export interface SupabaseClaims {
  iss?: string;
  sub: string;
  aud: string | string[];
  exp: number;
  iat: number;
  nbf?: number;
  jti?: string;
  email: string;
  phone: string;
  app_metadata: Record<string, unknown>;
  user_metadata: Record<string, unknown>;
  role: string;
  aal?: 'aal1' | 'aal2' | 'aal3';
  amr?: { method: string; timestamp: number; provider?: string }[];
  session_id?: string;
  is_anonymous: boolean;
  client_id?: string;
  scope?: string;
}

/** The body of the Custom Access Token hook: the reply has the claims to be used. */
export interface SupabaseCustomAccessTokenPayload {
  metadata?: SupabaseHookMetadata<'customize-access-token'>;
  user_id: string;
  claims: SupabaseClaims;
  /** `password`, `otp`, `oauth`, `token_refresh`, `anonymous`, ... */
  authentication_method: string;
}

/** The body of the MFA Verification hook: the reply says `continue` or `reject`. */
export interface SupabaseMfaVerificationPayload {
  metadata?: SupabaseHookMetadata<'mfa-verification'>;
  user_id: string;
  factor_id: string;
  factor_type?: 'totp' | 'phone' | 'webauthn';
  /** Whether the code was right. */
  valid: boolean;
}

/** The body of the Password Verification hook: the reply says `continue` or `reject`. */
export interface SupabasePasswordVerificationPayload {
  metadata?: SupabaseHookMetadata<'password-verification'>;
  user_id: string;
  /** Whether the password was right. */
  valid: boolean;
}

/** The body of the Before User Created hook: a reply with `error` refuses the user. */
export interface SupabaseBeforeUserCreatedPayload {
  metadata: SupabaseHookMetadata<'before-user-created'>;
  /** As it is going to be stored: its times are not set yet. */
  user: SupabaseUser;
}

/** Supabase's auth hooks, by name. Each is configured with a URL of its own. */
export interface SupabaseEvents {
  'send-email': SupabaseSendEmailPayload;
  'send-sms': SupabaseSendSmsPayload;
  'customize-access-token': SupabaseCustomAccessTokenPayload;
  'mfa-verification': SupabaseMfaVerificationPayload;
  'password-verification': SupabasePasswordVerificationPayload;
  'before-user-created': SupabaseBeforeUserCreatedPayload;
}
