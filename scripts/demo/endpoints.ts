import { clerk } from '@hooklatch/providers/clerk';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { stripe } from '@hooklatch/providers/stripe';
import type { Provider } from '@hooklatch/core';
import { randomBytes } from 'node:crypto';

/** One endpoint that every example serves at `/webhooks/<name>`. */
interface Endpoint {
  readonly provider: Provider;
  /** The environment variable that the example reads the secret from. */
  readonly variable: string;
  readonly makeSecret: () => string;
  /** What a genuine delivery says. */
  readonly type: string;
  readonly payload: object;
}

export type EndpointName = 'clerk' | 'stripe' | 'github' | 'shopify' | 'gitlab' | 'standard';

export type Secrets = Readonly<Record<EndpointName, string>>;

const standardSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;
const textSecret = (): string => randomBytes(24).toString('hex');

export const endpoints: Readonly<Record<EndpointName, Endpoint>> = {
  clerk: {
    provider: clerk<object>(),
    variable: 'CLERK_WEBHOOK_SIGNING_SECRET',
    makeSecret: standardSecret,
    type: 'user.created',
    payload: {
      object: 'event',
      data: {
        id: 'user_ada',
        first_name: 'Ada',
        last_name: 'Lovelace',
        primary_email_address_id: 'idn_1',
        email_addresses: [{ id: 'idn_1', email_address: 'ada@example.com' }],
      },
    },
  },
  stripe: {
    provider: stripe<object>(),
    variable: 'STRIPE_WEBHOOK_SECRET',
    makeSecret: () => `whsec_${textSecret()}`,
    type: 'checkout.session.completed',
    payload: {
      object: 'event',
      data: { object: { id: 'cs_1', object: 'checkout.session', amount_total: 4200, currency: 'eur' } },
    },
  },
  github: {
    provider: github<object>(),
    variable: 'GITHUB_WEBHOOK_SECRET',
    makeSecret: textSecret,
    type: 'push',
    payload: { ref: 'refs/heads/main', repository: { full_name: 'ada/engine' }, commits: [] },
  },
  shopify: {
    provider: shopify<object>(),
    variable: 'SHOPIFY_API_SECRET',
    makeSecret: textSecret,
    type: 'orders/create',
    payload: { id: 820982911, currency: 'EUR', total_price: '42.00' },
  },
  gitlab: {
    provider: gitlab<object>(),
    variable: 'GITLAB_WEBHOOK_SECRET',
    makeSecret: textSecret,
    type: 'push',
    payload: { object_kind: 'push', ref: 'refs/heads/main', commits: [] },
  },
  standard: {
    provider: standardWebhooks(),
    variable: 'STANDARD_WEBHOOKS_SECRET',
    makeSecret: standardSecret,
    type: 'invoice.paid',
    payload: { data: { id: 'inv_1', amount: 4200 } },
  },
};

export const endpointNames = Object.keys(endpoints) as readonly EndpointName[];

/** A fresh secret for each endpoint. */
export function makeSecrets(): Secrets {
  const pairs = endpointNames.map((name) => [name, endpoints[name].makeSecret()]);
  return Object.fromEntries(pairs) as Secrets;
}

/** The secrets as the examples read them. */
export function toVariables(secrets: Secrets): Record<string, string> {
  return Object.fromEntries(endpointNames.map((name) => [endpoints[name].variable, secrets[name]]));
}
