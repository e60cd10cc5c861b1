import { createWebhook, WebhookError, type Webhook, type WebhookOptions } from '@hooklatch/core';
import type { Provider, ProviderOptions } from '@hooklatch/core/provider';
import { findPlatform } from './platforms.ts';
import { findFactory } from './registry.ts';
import { toProvider } from './signature-config.ts';
import type { SignatureConfig, WebhookConfig } from './types.ts';

/** A configuration whose secret may also be found at each delivery. */
export type EndpointConfig = Omit<WebhookConfig, 'secret' | 'normalize'> & {
  readonly secret: ProviderOptions['secret'];
};

/**
 * The provider of a configuration: its signature configuration counts, then the table, then the registry.
 *
 * @param config - the platform, and the secret
 * @returns the provider; undefined where the platform is not known
 * @throws TypeError where the signature configuration cannot be used
 */
export function toPlatformProvider(config: EndpointConfig): Provider | undefined {
  const { secret, signatureConfig } = config;
  // What `getPlatformAlgorithmConfig` has given names its platform, whose scheme may be more than data can say.
  const { platform: name = config.platform, isNamed = false } = namedIn(signatureConfig);
  if (signatureConfig && !isNamed) return toProvider(signatureConfig, { name, secret });
  const platform = findPlatform(name);
  if (platform === undefined) return findFactory(name)?.({ secret });
  if ('signatureConfig' in platform)
    return toProvider(platform.signatureConfig, { name, secret, sources: platform.sources });
  const { provider, options = () => ({ secret }) } = platform;
  return findFactory(provider)?.(options(secret));
}

function namedIn(config: SignatureConfig | undefined): { platform?: string; isNamed?: boolean } {
  const name = config?.customConfig?.['platform'];
  return typeof name === 'string' ? { platform: name, isNamed: true } : {};
}

const mostSeconds = 300;

/** What the provider states; for Tern's names 300 s at most, because some providers state no bound. */
export function defaultTolerance(platform: string, { definition }: Provider): number {
  const { toleranceInSeconds = mostSeconds } = definition;
  return findPlatform(platform) ? Math.min(toleranceInSeconds, mostSeconds) : toleranceInSeconds;
}

/**
 * Makes the webhook of a provider.
 *
 * @param provider - as {@link toPlatformProvider} gives it
 * @param config - the tolerance and the URL
 * @param onDelivery - gets one record a delivery
 * @returns the webhook, a guard
 * @throws WebhookError `secret_missing` or `secret_invalid`
 * @throws TypeError where `twilioBaseUrl` is no URL
 */
export function toWebhook(
  provider: Provider,
  config: EndpointConfig,
  onDelivery?: WebhookOptions['onDelivery'],
): Webhook {
  const { platform, signatureConfig, twilioBaseUrl: publicUrl } = config;
  const { platform: name = platform } = namedIn(signatureConfig);
  const { toleranceInSeconds = defaultTolerance(name, provider) } = config;
  const given = provider.secret();
  const isFetched = provider.definition.key === 'fetched' && given === undefined;
  if (typeof given !== 'function' && !isFetched && !given?.length)
    throw new WebhookError('secret_missing', `Give ${platform} a secret.`);
  if (publicUrl !== undefined && !URL.canParse(publicUrl))
    throw new TypeError('twilioBaseUrl is no absolute URL.');
  const signsUrl = provider.definition.schemes.some(({ covers }) => covers.url);
  try {
    return createWebhook(provider, {
      toleranceInSeconds,
      publicUrl,
      onDelivery,
      // Without a URL it is the request's own that was signed; what forwarded headers say is never believed.
      ...(signsUrl && publicUrl === undefined && { trustProxy: () => false }),
    });
  } catch (error) {
    throw new WebhookError('secret_invalid', (error as Error).message, error);
  }
}
