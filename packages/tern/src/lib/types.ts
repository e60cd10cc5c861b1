import type { WebhookErrorCode as DeliveryErrorCode } from '@hooklatch/core';
import type { Loose } from './loose.ts';
import type { NormalizeOptions } from './normalized.ts';
import type { TernPlatform } from './platforms.ts';

/**
 * A platform: a name of Tern's, a provider of `@hooklatch/providers` by its own name, or a name of yours where there is
 * a `signatureConfig`.
 */
export type WebhookPlatform = TernPlatform | (string & {});

/** The platforms by the names that an enum had. */
export const WebhookPlatformKeys = {
  GitHub: 'github',
  Stripe: 'stripe',
  Clerk: 'clerk',
  Svix: 'svix',
  StandardWebhooks: 'standardwebhooks',
  DodoPayments: 'dodopayments',
  Shopify: 'shopify',
  Vercel: 'vercel',
  Polar: 'polar',
  Supabase: 'supabase',
  GitLab: 'gitlab',
  Paddle: 'paddle',
  Razorpay: 'razorpay',
  LemonSqueezy: 'lemonsqueezy',
  WorkOS: 'workos',
  WooCommerce: 'woocommerce',
  ReplicateAI: 'replicateai',
  FalAI: 'falai',
  Sentry: 'sentry',
  Grafana: 'grafana',
  Doppler: 'doppler',
  Sanity: 'sanity',
  Linear: 'linear',
  PagerDuty: 'pagerduty',
  Twilio: 'twilio',
  Custom: 'custom',
  Unknown: 'unknown',
} as const;

/** One of {@link WebhookPlatformKeys}. */
export type WebhookPlatformKeys = (typeof WebhookPlatformKeys)[keyof typeof WebhookPlatformKeys];

/** How a delivery is proved; `custom` is a token. */
export type SignatureAlgorithm =
  | 'hmac-sha256'
  | 'hmac-sha1'
  | 'hmac-sha384'
  | 'hmac-sha512'
  | 'rsa-sha256'
  | 'ed25519'
  | 'custom';

/** How a signature is written. */
export type SignatureTextEncoding = 'hex' | 'base64' | 'base64url';

/** A scheme as data. */
export interface SignatureConfig {
  algorithm: SignatureAlgorithm;
  /** The header that holds the signature or the token, in any case. */
  headerName: string;
  /**
   * `raw`: the header is the signature. `prefixed`: it follows `prefix`. `comma-separated`: a list such as
   * `t=1700000000,v1=abc`, with `,` or `;` between its items. `space-separated`: a list such as `v1,abc v1,def`. (`raw`)
   */
  headerFormat?: 'raw' | 'prefixed' | 'comma-separated' | 'space-separated' | undefined;
  /** What stands before the signature: `sha256=`. */
  prefix?: string | undefined;
  /** The header of the timestamp; without one it stands in the signature's list. */
  timestampHeader?: string | undefined;
  /** Unix seconds, ISO 8601 or Unix milliseconds; `custom` means seconds. (`unix`) */
  timestampFormat?: 'unix' | 'iso' | 'ms' | 'custom' | undefined;
  /** `raw` and `json-stringified`: the body's bytes. `timestamped`: `{timestamp}.{body}`. `custom`: the template. (`raw`) */
  payloadFormat?: 'raw' | 'timestamped' | 'json-stringified' | 'custom' | undefined;
  /** The header of the delivery's id. */
  idHeader?: string | undefined;
  /** How the signature is written. (`hex`; `base64` for Standard Webhooks and public keys) */
  encoding?: SignatureTextEncoding | undefined;
  customConfig?: CustomSignatureConfig | undefined;
}

/** What a {@link SignatureConfig} has beside its plain fields. */
export interface CustomSignatureConfig {
  /** What is signed, over `{id}`, `{timestamp}`, `{body}` and `{url}`; goes with `payloadFormat: 'custom'`. */
  payloadFormat?: string | undefined;
  encoding?: SignatureTextEncoding | (string & {}) | undefined;
  /** How the text of the secret becomes the key. (`utf8`; `base64` where the signature is) */
  secretEncoding?: 'utf8' | 'base64' | 'hex' | (string & {}) | undefined;
  /** The name of a list's signatures. (`v1`) */
  signatureKey?: string | undefined;
  /** The name of a list's timestamp. (`t`) */
  timestampKey?: string | undefined;
  /** `v1={signature}` makes a raw header a space-separated list. */
  signatureFormat?: string | undefined;
  idHeader?: string | undefined;
  timestampHeader?: string | undefined;
  /** PEM, base64, hexadecimal digits, a JWK or a JWKS, for `ed25519` and `rsa-sha256`. (the secret) */
  publicKey?: string | undefined;
  /** `token-based`, with `algorithm: 'custom'`. */
  type?: string | undefined;
  [name: string]: unknown;
}

/** Why a delivery is not valid, in few words. The result's `code` says more. */
export type WebhookErrorCode =
  | 'MISSING_SIGNATURE'
  | 'INVALID_SIGNATURE'
  | 'TIMESTAMP_EXPIRED'
  | 'MISSING_TOKEN'
  | 'INVALID_TOKEN'
  | 'PLATFORM_NOT_SUPPORTED'
  | 'NORMALIZATION_ERROR'
  | 'VERIFICATION_ERROR';

/** What is known of a delivery beside its payload. */
export interface WebhookMetadata {
  /** Unix seconds. */
  timestamp?: string;
  id?: string | null;
  [key: string]: Loose;
}

/** What verifying gives. It never rejects. */
export interface WebhookVerificationResult<TPayload = unknown> {
  isValid: boolean;
  /** One sentence that can be shown to the sender. */
  error?: string;
  errorCode?: WebhookErrorCode;
  /** The stable code of `docs/errors.md`, where a delivery was looked at. */
  code?: DeliveryErrorCode;
  /** One sentence of advice for the operator, to be logged and not to be sent. */
  hint?: string;
  platform: WebhookPlatform;
  payload?: TPayload;
  /** The platform's name and the provider's id of the event: `stripe_evt_1`. */
  eventId?: string;
  metadata?: WebhookMetadata;
}

/** What to verify with. */
export interface WebhookConfig {
  platform: WebhookPlatform;
  secret: string;
  /** How old or how far ahead a timestamp may be. (what the provider states, 300 at most) */
  toleranceInSeconds?: number | undefined;
  /** The scheme, instead of the platform's own. */
  signatureConfig?: SignatureConfig | undefined;
  /** The URL that the platform was given, where it signs one. (the request's) */
  twilioBaseUrl?: string | undefined;
  /** Maps the payload to one shape for all platforms of a kind. (false) */
  normalize?: boolean | NormalizeOptions | undefined;
}

/** Secrets by platform; those that are not set are left out. */
export interface MultiPlatformSecrets {
  [platform: string]: string | undefined;
}

/** A platform's scheme, as far as data can say it. */
export interface PlatformAlgorithmConfig {
  platform: WebhookPlatform;
  signatureConfig: SignatureConfig;
  description?: string;
}

/** The two texts of a token. */
export interface TokenAuthConfig {
  webhookId: string;
  webhookToken: string;
}

/** One platform that `verifyAny` tried in vain; they stand in `metadata.attempts`. */
export interface VerificationAttempt {
  platform: WebhookPlatform;
  error?: string;
  errorCode?: WebhookErrorCode;
  code?: DeliveryErrorCode;
}
