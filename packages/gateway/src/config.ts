import type { EnvReference, GatewayConfig } from './lib/config/gateway-config.ts';

export type {
  ChannelConfig,
  ConnectionConfig,
  DestinationConfig,
  EndpointConfig,
  EnvReference,
  GatewayConfig,
  RuleConfig,
} from './lib/config/gateway-config.ts';

/**
 * Says what a gateway has, for `hooklatch gateway apply`.
 *
 * @param config - endpoints, destinations, channels and rules by their names, and connections
 * @returns the same, typed
 * @example
 * ```ts
 * import { defineGateway, env } from '@hooklatch/gateway/config';
 *
 * export const gateway = defineGateway({
 *   endpoints: { stripe: { provider: 'stripe', secrets: [env('STRIPE_WEBHOOK_SECRET')] } },
 *   destinations: { app: { kind: 'http', config: { url: 'https://app.example.com/webhooks' } } },
 *   connections: [{ from: 'stripe', to: 'app', filter: 'type=invoice.*' }],
 * });
 * ```
 */
export function defineGateway(config: GatewayConfig): GatewayConfig {
  return config;
}

/**
 * Stands for a variable of the environment that `hooklatch gateway apply` runs in, so that no secret is in the file.
 * In a file of JSON it is `{ "$env": "NAME" }`.
 *
 * @param name - of the variable
 * @throws TypeError where no variable can have the name
 */
export function env(name: string): EnvReference {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw new TypeError('The name of a variable has letters, digits and _ in it.');
  return { $env: name };
}
