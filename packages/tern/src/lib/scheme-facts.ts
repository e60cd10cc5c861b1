import { iso8601, type HmacScheme, type Provider, type Scheme } from '@hooklatch/core/provider';
import { findPlatform } from './platforms.ts';
import type { SignatureAlgorithm, SignatureConfig, SignatureTextEncoding } from './types.ts';

/** The scheme that a secret is for; the first where the secret says nothing yet. */
export function schemeFor({ definition }: Provider, secret: unknown): Scheme {
  const { schemes } = definition;
  const fits = (scheme: Scheme): boolean => {
    const keys = typeof secret === 'string' ? scheme.keys(secret, 0) : [];
    return typeof keys === 'object' && keys.length > 0;
  };
  return schemes.find(fits) ?? (schemes[0] as Scheme);
}

/** A token signs nothing. */
export function isTokenScheme({ covers }: Scheme): boolean {
  return !covers.body && !covers.url && !covers.id;
}

function isHmac(scheme: Scheme): scheme is HmacScheme {
  return 'options' in scheme;
}

/** What proves a platform's deliveries, in Tern's words. */
export function algorithmOf(
  platform: string,
  { definition }: Provider,
  config?: SignatureConfig,
): SignatureAlgorithm {
  if (config) return config.algorithm;
  const row = findPlatform(platform);
  if (row && 'signatureConfig' in row) return row.signatureConfig.algorithm;
  if (row?.algorithm) return row.algorithm;
  const scheme = definition.schemes[0] as Scheme;
  return isHmac(scheme) ? `hmac-${scheme.options.algorithm ?? 'sha256'}` : 'custom';
}

/**
 * What data can say of a platform's scheme. With `customConfig.platform` in it, verifying with it is verifying with the
 * platform, whatever else the scheme does.
 */
export function describeScheme(platform: string, provider: Provider): SignatureConfig {
  const algorithm = algorithmOf(platform, provider);
  const { schemes } = provider.definition;
  const scheme = (schemes.find((one) => isTokenScheme(one) === (algorithm === 'custom')) ??
    schemes[0]) as Scheme;
  const [headerName = 'authorization'] = scheme.headers;
  const customConfig = { platform };
  if (!isHmac(scheme)) {
    const type = isTokenScheme(scheme) && { type: 'token-based' };
    return { algorithm, headerName, customConfig: { ...customConfig, ...type } };
  }
  const { content = '{body}', signature, timestamp, id } = scheme.options;
  const { list, prefix, encoding } = signature;
  const isOwn = content !== '{body}' && content !== '{timestamp}.{body}';
  return {
    algorithm,
    headerName,
    headerFormat: formatOf(scheme),
    ...(prefix !== undefined && { prefix }),
    ...(timestamp?.header !== undefined && { timestampHeader: timestamp.header }),
    ...(timestamp && { timestampFormat: timestamp.unit === iso8601 ? 'iso' : unitOf(timestamp.unit) }),
    payloadFormat: isOwn ? 'custom' : content === '{body}' ? 'raw' : 'timestamped',
    ...(id && { idHeader: id.header }),
    encoding: encodingName(encoding),
    customConfig: {
      ...customConfig,
      ...(isOwn && { payloadFormat: content }),
      ...(list && { signatureKey: list.field }),
      ...(timestamp?.field !== undefined && { timestampKey: timestamp.field }),
    },
  };
}

function formatOf({ options }: HmacScheme): NonNullable<SignatureConfig['headerFormat']> {
  const { list, prefix } = options.signature;
  if (list) return list.separator === ' ' ? 'space-separated' : 'comma-separated';
  return prefix === undefined ? 'raw' : 'prefixed';
}

function unitOf(unit: unknown): 'unix' | 'ms' | 'custom' {
  if (typeof unit === 'object') return 'custom';
  return unit === 'ms' ? 'ms' : 'unix';
}

function encodingName(encoding: unknown): SignatureTextEncoding {
  if (typeof encoding === 'object') return 'base64url';
  return encoding === 'base64' ? 'base64' : 'hex';
}
