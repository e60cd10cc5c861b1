// Facts from https://clerk.com/docs/guides/development/webhooks/overview and https://github.com/clerk/javascript (packages/backend/src/api/resources/JSON.ts), 2026-11-22.

/** How, and whether, an email address, phone number, wallet or account was verified. */
export interface ClerkVerification {
  status: 'unverified' | 'verified' | 'transferable' | 'failed' | 'expired';
  /** Such as `email_code`, `phone_code`, `ticket`, `admin` or `from_oauth_google`. */
  strategy: string;
  attempts: number | null;
  /** Unix milliseconds. */
  expire_at: number | null;
}

/** Another identification, such as an external account, that a contact is linked to. */
export interface ClerkIdentificationLink {
  id: string;
  /** Such as `oauth_google`. */
  type: string;
}

/** One of a user's email addresses; the primary one is named by `primary_email_address_id`. */
export interface ClerkEmailAddress {
  /** Begins with `idn_`. */
  id: string;
  object: 'email_address';
  email_address: string;
  verification: ClerkVerification | null;
  linked_to: ClerkIdentificationLink[];
  /** Held for a sign-up that is not finished. */
  reserved?: boolean;
  /** Unix milliseconds. */
  created_at?: number;
  /** Unix milliseconds. */
  updated_at?: number;
}

/** One of a user's phone numbers; the primary one is named by `primary_phone_number_id`. */
export interface ClerkPhoneNumber {
  id: string;
  object: 'phone_number';
  /** E.164: `+15555550100`. */
  phone_number: string;
  reserved_for_second_factor: boolean;
  default_second_factor: boolean;
  reserved?: boolean;
  verification: ClerkVerification | null;
  linked_to: ClerkIdentificationLink[];
  backup_codes?: string[] | null;
}

/** One of a user's web3 wallets. */
export interface ClerkWeb3Wallet {
  id: string;
  object: 'web3_wallet';
  /** The wallet's address. */
  web3_wallet: string;
  verification: ClerkVerification | null;
}

/** An account at a social provider. */
export interface ClerkExternalAccount {
  id: string;
  /** `external_account`, and `google_account` or `facebook_account` for these two. */
  object: 'external_account' | 'google_account' | 'facebook_account';
  /** Such as `oauth_google`. */
  provider: string;
  identification_id: string;
  /** The user's id at the provider. */
  provider_user_id: string;
  /** Separated by spaces. */
  approved_scopes: string;
  email_address: string;
  first_name: string;
  last_name: string;
  image_url?: string;
  username: string | null;
  phone_number?: string | null;
  public_metadata?: Record<string, unknown> | null;
  label: string | null;
  verification: ClerkVerification | null;
}

/** An account at an enterprise's identity provider. */
export interface ClerkEnterpriseAccount {
  id: string;
  object: 'enterprise_account';
  active: boolean;
  email_address: string;
  first_name: string | null;
  last_name: string | null;
  /** `saml` or `oauth`. */
  protocol: string;
  /** Such as `saml_okta`. */
  provider: string;
  provider_user_id: string | null;
  public_metadata: Record<string, unknown>;
  verification: ClerkVerification | null;
}

/** A user. */
export interface ClerkUser {
  /** Begins with `user_`. */
  id: string;
  object: 'user';
  username: string | null;
  first_name: string | null;
  last_name: string | null;
  image_url: string;
  /** Whether `image_url` is the user's own image, not a generated one. */
  has_image: boolean;
  /** The `id` of one of `email_addresses`. */
  primary_email_address_id: string | null;
  /** The `id` of one of `phone_numbers`. */
  primary_phone_number_id: string | null;
  /** The `id` of one of `web3_wallets`. */
  primary_web3_wallet_id: string | null;
  email_addresses: ClerkEmailAddress[];
  phone_numbers: ClerkPhoneNumber[];
  web3_wallets: ClerkWeb3Wallet[];
  external_accounts: ClerkExternalAccount[];
  enterprise_accounts?: ClerkEnterpriseAccount[];
  passkeys?: Record<string, unknown>[];
  password_enabled: boolean;
  two_factor_enabled: boolean;
  totp_enabled: boolean;
  backup_code_enabled: boolean;
  /** Readable by everyone, written by the backend. */
  public_metadata: Record<string, unknown>;
  /** Read and written by the backend alone. */
  private_metadata: Record<string, unknown>;
  /** Written by the frontend: not to be trusted. */
  unsafe_metadata: Record<string, unknown>;
  /** The user's id in the application's own system, where it was set. */
  external_id: string | null;
  banned: boolean;
  locked: boolean;
  deprovisioned?: boolean;
  lockout_expires_in_seconds?: number | null;
  verification_attempts_remaining?: number | null;
  /** Unix milliseconds. */
  created_at: number;
  /** Unix milliseconds. */
  updated_at: number;
  /** Unix milliseconds. */
  last_sign_in_at: number | null;
  /** Unix milliseconds. */
  last_active_at: number | null;
  /** Unix milliseconds. */
  legal_accepted_at?: number | null;
  /** Unix milliseconds. */
  password_last_updated_at?: number | null;
  create_organization_enabled: boolean;
  create_organizations_limit?: number | null;
  delete_self_enabled: boolean;
  /** BCP 47: `en-US`. */
  locale?: string | null;
}

/** What is left of a user who was deleted. */
export interface ClerkDeletedUser {
  id: string;
  object: 'user';
  deleted: true;
  /** The user's id in the application's own system, where it was set. */
  external_id?: string;
}
