import type { Webhook, WebhookOptions } from '@hooklatch/core';
import type { Provider } from '@hooklatch/core/provider';
import { toPlatformProvider, toWebhook, type EndpointConfig } from './endpoint.ts';
import { idHeaderOf } from './hmac-config.ts';
import type { ResultContext } from './result.ts';
import { algorithmOf, isTokenScheme, schemeFor } from './scheme-facts.ts';
import type { SignatureConfig } from './types.ts';

/** A configuration that is ready to verify with. */
export interface Prepared {
  readonly webhook: Webhook;
  readonly provider: Provider;
  readonly isToken: boolean;
  readonly context: ResultContext;
}

/**
 * Makes a configuration ready.
 *
 * @param config - the platform, and the secret or how to find it
 * @param onDelivery - gets one record a delivery
 * @returns undefined where there is no such platform
 * @throws TypeError or WebhookError where the configuration, or a secret that is present, cannot be used
 */
export function prepare(
  config: EndpointConfig,
  onDelivery?: WebhookOptions['onDelivery'],
): Prepared | undefined {
  const { platform, secret, signatureConfig } = config;
  const provider = toPlatformProvider(config);
  if (!provider) return undefined;
  const webhook = toWebhook(provider, config, onDelivery);
  const isToken = isTokenScheme(schemeFor(provider, secret));
  const algorithm = isToken ? 'token-based' : algorithmOf(platform, provider, signatureConfig);
  const idHeader = signatureConfig && metadataIdHeader(signatureConfig);
  return { webhook, provider, isToken, context: { platform, algorithm, idHeader } };
}

/** The id's header, unless it is the token's: a secret is no id. */
function metadataIdHeader(config: SignatureConfig): string | undefined {
  const header = idHeaderOf(config);
  return header === config.headerName.toLowerCase() ? undefined : header;
}
