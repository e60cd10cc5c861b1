import type { Provider, ProviderOptions } from '@hooklatch/core/provider';
import { clerk } from './clerk.ts';
import { custom } from './custom.ts';
import { dodopayments } from './dodopayments.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { polar } from './polar.ts';
import { shopify } from './shopify.ts';
import { slack } from './slack.ts';
import { standardWebhooks } from './standard-webhooks.ts';
import { stripe } from './stripe.ts';
import { supabaseDatabase } from './supabase-database.ts';
import { supabase } from './supabase.ts';
import { svix } from './svix.ts';
import { token } from './token.ts';
import { vercel } from './vercel.ts';

/** The name of every provider here. */
export type ProviderName =
  | 'clerk'
  | 'custom'
  | 'dodopayments'
  | 'github'
  | 'gitlab'
  | 'polar'
  | 'shopify'
  | 'slack'
  | 'standard-webhooks'
  | 'stripe'
  | 'supabase'
  | 'supabase-database'
  | 'svix'
  | 'token'
  | 'vercel';

/** A factory, whatever else it takes. */
export type AnyProviderFactory = (options?: ProviderOptions & Record<string, unknown>) => Provider;

/**
 * Every provider by name, for tools. An application imports the one it uses: `@hooklatch/providers/stripe`.
 *
 * @example
 * ```ts
 * import { providers } from '@hooklatch/providers';
 *
 * console.log(Object.keys(providers), providers.stripe().facts.sources);
 * ```
 */
export const providers: Readonly<Record<ProviderName, AnyProviderFactory>> = {
  clerk: clerk as AnyProviderFactory,
  custom: custom as AnyProviderFactory,
  dodopayments: dodopayments as AnyProviderFactory,
  github: github as AnyProviderFactory,
  gitlab: gitlab as AnyProviderFactory,
  polar: polar as AnyProviderFactory,
  shopify: shopify as AnyProviderFactory,
  slack: slack as AnyProviderFactory,
  'standard-webhooks': standardWebhooks as AnyProviderFactory,
  stripe: stripe as AnyProviderFactory,
  supabase: supabase as AnyProviderFactory,
  'supabase-database': supabaseDatabase as AnyProviderFactory,
  svix: svix as AnyProviderFactory,
  token: token as AnyProviderFactory,
  vercel: vercel as AnyProviderFactory,
};
