import type { SignatureAlgorithm, SignatureConfig } from './types.ts';

/** What a secret becomes among the options of a provider's factory. */
type ToOptions = (secret: unknown) => Readonly<Record<string, unknown>>;

/** A platform that is a provider of `@hooklatch/providers`. */
interface ProviderPlatform {
  readonly provider: string;
  /** What proves its deliveries, where the provider's scheme is code or it has several. */
  readonly algorithm?: SignatureAlgorithm;
  /** (the secret, as `secret`) */
  readonly options?: ToOptions;
}

/** A platform whose scheme is data. */
interface ConfiguredPlatform {
  readonly signatureConfig: SignatureConfig;
  /** Pages that state the scheme. */
  readonly sources: readonly string[];
}

/** What a platform's name stands for. */
export type Platform = ProviderPlatform | ConfiguredPlatform;

/** Every name that Tern's platforms have had, and the short ones. */
export type TernPlatform =
  | 'clerk'
  | 'custom'
  | 'dodo'
  | 'dodopayments'
  | 'doppler'
  | 'fal'
  | 'falai'
  | 'github'
  | 'gitlab'
  | 'grafana'
  | 'lemonsqueezy'
  | 'linear'
  | 'paddle'
  | 'pagerduty'
  | 'polar'
  | 'razorpay'
  | 'replicate'
  | 'replicateai'
  | 'sanity'
  | 'sentry'
  | 'shopify'
  | 'standardwebhooks'
  | 'stripe'
  | 'supabase'
  | 'svix'
  | 'twilio'
  | 'unknown'
  | 'vercel'
  | 'woocommerce'
  | 'workos';

/** An empty secret means that the keys are fetched from fal.ai; any other is a public key. */
const toFalOptions: ToOptions = (secret) => (secret === '' ? {} : { publicKey: secret });

/** A contact point without a timestamp header, which is what Grafana makes unless one is set. */
const toGrafanaOptions: ToOptions = (secret) => ({ secret, timestampHeader: false });

/** A secret with a space is the id and the token; one without is the token alone. */
const toTokenOptions: ToOptions = (secret) => ({ secret, header: 'x-webhook-token' });

/** Tern's names, with Tern's meaning. `unknown` is none: it is only ever an answer of `detectPlatform`. */
export const platforms: Readonly<Record<Exclude<TernPlatform, 'unknown'>, Platform>> = {
  clerk: { provider: 'clerk' },
  custom: {
    signatureConfig: {
      algorithm: 'hmac-sha256',
      headerName: 'x-webhook-signature',
      headerFormat: 'raw',
      payloadFormat: 'raw',
      idHeader: 'x-webhook-id',
    },
    sources: [],
  },
  dodo: { provider: 'dodopayments' },
  dodopayments: { provider: 'dodopayments' },
  doppler: {
    signatureConfig: {
      algorithm: 'hmac-sha256',
      headerName: 'x-doppler-signature',
      headerFormat: 'prefixed',
      prefix: 'sha256=',
      payloadFormat: 'raw',
    },
    sources: ['https://docs.doppler.com/docs/webhooks'],
  },
  fal: { provider: 'fal', algorithm: 'ed25519', options: toFalOptions },
  falai: { provider: 'fal', algorithm: 'ed25519', options: toFalOptions },
  github: { provider: 'github' },
  gitlab: { provider: 'gitlab', algorithm: 'custom' },
  grafana: { provider: 'grafana', algorithm: 'hmac-sha256', options: toGrafanaOptions },
  lemonsqueezy: { provider: 'lemonsqueezy' },
  linear: { provider: 'linear', algorithm: 'hmac-sha256' },
  paddle: { provider: 'paddle' },
  pagerduty: { provider: 'pagerduty' },
  polar: { provider: 'polar' },
  razorpay: { provider: 'razorpay' },
  replicate: { provider: 'replicate' },
  replicateai: { provider: 'replicate' },
  sanity: { provider: 'sanity', algorithm: 'hmac-sha256' },
  sentry: { provider: 'sentry', algorithm: 'hmac-sha256' },
  shopify: { provider: 'shopify' },
  standardwebhooks: { provider: 'standard-webhooks' },
  stripe: { provider: 'stripe' },
  supabase: { provider: 'supabase-database', algorithm: 'custom', options: toTokenOptions },
  svix: { provider: 'svix' },
  twilio: { provider: 'twilio', algorithm: 'hmac-sha1' },
  vercel: { provider: 'vercel' },
  woocommerce: { provider: 'woocommerce' },
  workos: { provider: 'workos', algorithm: 'hmac-sha256' },
};

/** What a name stands for; undefined where it is not in the table. Written in any case. */
export function findPlatform(name: string): Platform | undefined {
  const known = name.toLowerCase();
  return Object.hasOwn(platforms, known) ? platforms[known as keyof typeof platforms] : undefined;
}
