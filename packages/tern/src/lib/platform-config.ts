import type { Provider } from '@hooklatch/core/provider';
import { toPlatformProvider } from './endpoint.ts';
import { findPlatform, platforms } from './platforms.ts';
import { algorithmOf, describeScheme } from './scheme-facts.ts';
import { toProvider } from './signature-config.ts';
import type { PlatformAlgorithmConfig, SignatureConfig, WebhookPlatform } from './types.ts';

/** A platform's provider, to be looked at: it has no secret. */
export function lookUpProvider(platform: WebhookPlatform): Provider | undefined {
  return toPlatformProvider({ platform, secret: '' });
}

/** The platforms of the table that this version can verify. */
export function supportedPlatforms(): readonly (keyof typeof platforms)[] {
  return (Object.keys(platforms) as (keyof typeof platforms)[]).filter((name) => lookUpProvider(name));
}

/**
 * A platform's scheme as data.
 *
 * @param platform - its name
 * @returns the scheme; that of a platform that is not known verifies nothing
 */
export function getPlatformAlgorithmConfig(platform: WebhookPlatform): PlatformAlgorithmConfig {
  const row = findPlatform(platform);
  const provider = lookUpProvider(platform);
  if (!provider) {
    const signatureConfig: SignatureConfig = {
      algorithm: 'custom',
      headerName: 'x-webhook-signature',
      customConfig: { platform: 'unknown' },
    };
    return { platform: 'unknown', signatureConfig, description: 'This platform is not supported.' };
  }
  const signatureConfig =
    row && 'signatureConfig' in row ? row.signatureConfig : describeScheme(platform, provider);
  const { algorithm, headerName } = signatureConfig;
  const proof = algorithm === 'custom' ? 'a token' : algorithm;
  return { platform, signatureConfig, description: `${provider.name}: ${proof} in ${headerName}.` };
}

/**
 * Whether a platform uses an algorithm.
 *
 * @param platform - its name
 * @param algorithm - such as `hmac-sha256`
 */
export function platformUsesAlgorithm(platform: WebhookPlatform, algorithm: string): boolean {
  const provider = lookUpProvider(platform);
  return provider !== undefined && algorithmOf(platform, provider) === algorithm;
}

/**
 * The platforms that use an algorithm.
 *
 * @param algorithm - such as `hmac-sha256`
 */
export function getPlatformsUsingAlgorithm(algorithm: string): WebhookPlatform[] {
  return supportedPlatforms().filter((platform) => platformUsesAlgorithm(platform, algorithm));
}

/**
 * Whether a configuration can be used.
 *
 * @param config - the configuration
 * @returns false where it contradicts itself, or names what does not exist
 */
export function validateSignatureConfig(config: SignatureConfig): boolean {
  try {
    toProvider(config, { name: 'custom', secret: '' });
  } catch {
    return false;
  }
  const { publicKey, jwksUrl, platform } = config.customConfig ?? {};
  if (typeof platform === 'string') return lookUpProvider(platform) !== undefined;
  if (config.algorithm === 'custom') return config.customConfig !== undefined;
  return config.algorithm.startsWith('hmac-') || publicKey !== undefined || jwksUrl !== undefined;
}
