import {
  asymmetric,
  checkHmacOptions,
  defineProvider,
  keySource,
  token,
  type Provider,
  type ProviderDefinition,
  type ProviderOptions,
  type Scheme,
  type Source,
} from '@hooklatch/core/provider';
import {
  contentOf,
  defaultIdHeader,
  encodingOf,
  idHeaderOf,
  separatorOf,
  timestampOf,
  toHmacScheme,
} from './hmac-config.ts';
import type { SignatureConfig } from './types.ts';

/** What a configuration does not say. */
export interface ConfiguredOptions {
  /** The platform's name. */
  readonly name: string;
  readonly secret: ProviderOptions['secret'];
  readonly sources?: readonly string[];
}

/**
 * Makes a provider of a configuration.
 *
 * @param config - the scheme as data
 * @param options - the platform's name and its secret
 * @returns the provider
 * @throws TypeError where the configuration cannot be used
 */
export function toProvider(config: SignatureConfig, options: ConfiguredOptions): Provider {
  const { name, secret, sources = [] } = options;
  if (typeof config.headerName !== 'string' || config.headerName === '')
    throw new TypeError('A signature configuration names its header: headerName.');
  const { publicKey, jwksUrl } = config.customConfig ?? {};
  const isPublic = isPublicKeyAlgorithm(config);
  const definition: ProviderDefinition = {
    name,
    env: [],
    schemes: [toScheme(config)],
    id: idSources(config),
    type: { field: 'type' },
    ...(isPublic && { key: jwksUrl === undefined ? 'public' : 'fetched' }),
    facts: { sources, confirmed: true, checked: '2026-11-22' },
  };
  if (!isPublic) return defineProvider(definition)({ secret });
  const given = publicKey ?? secret;
  // Keys that are fetched need none; an empty one elsewhere is a mistake that is to show.
  return defineProvider(definition)({ secret: given === '' && jwksUrl !== undefined ? undefined : given });
}

/** @throws TypeError where the configuration cannot be used */
function toScheme(config: SignatureConfig): Scheme {
  const { algorithm, headerName } = config;
  if (algorithm === 'custom')
    return token({ header: headerName.toLowerCase(), ...prefixOf(config) }) as Scheme;
  if (isPublicKeyAlgorithm(config)) return toPublicKeyScheme(config);
  if (/^hmac-sha(1|256|384|512)$/.test(algorithm)) return toHmacScheme(config);
  throw new TypeError(`algorithm is an HMAC, ed25519, rsa-sha256 or custom, not ${algorithm}.`);
}

function isPublicKeyAlgorithm({ algorithm }: SignatureConfig): boolean {
  return algorithm === 'ed25519' || algorithm === 'rsa-sha256';
}

function prefixOf({ headerFormat, prefix }: SignatureConfig): { readonly prefix?: string } {
  return headerFormat === 'prefixed' && prefix !== undefined ? { prefix } : {};
}

function toPublicKeyScheme(config: SignatureConfig): Scheme {
  const { customConfig = {}, headerName } = config;
  const { jwksUrl, signatureKey = 'v1' } = customConfig;
  const encoding = encodingOf(config, 'base64');
  if (encoding === 'base64url') throw new TypeError('A public key’s signature is hex or base64.');
  const content = contentOf(config);
  const { timestamp, isSigned } = timestampOf(config, content);
  const id = content.includes('{id}') && { id: { header: idHeaderOf(config) ?? defaultIdHeader } };
  const header = headerName.toLowerCase();
  checkContent(content, isSigned, id);
  const separator = separatorOf(config);
  const pair = separator === ' ' ? ',' : '=';
  return asymmetric({
    algorithm: config.algorithm as 'ed25519' | 'rsa-sha256',
    content,
    signature: {
      header,
      encoding,
      ...(separator === undefined ? prefixOf(config) : { list: { separator, pair, field: signatureKey } }),
    },
    ...(timestamp && { timestamp }),
    ...id,
    ...(typeof jwksUrl === 'string' && { source: keySource({ url: jwksUrl }) }),
  }) as Scheme;
}

/** @throws TypeError at an unknown placeholder, and where the body is not signed */
function checkContent(content: string, isSigned: boolean, id: false | { id: { header: string } }): void {
  checkHmacOptions({
    content,
    signature: { header: 'signature' },
    ...(isSigned && { timestamp: { header: 'timestamp' } }),
    ...id,
  });
}

/** The signed id, else the payload's, else the header's. A token is no id, whatever the configuration says. */
function idSources(config: SignatureConfig): readonly Source[] {
  if (config.algorithm !== 'custom' && contentOf(config).includes('{id}')) return [{ claim: 'id' }];
  const header = idHeaderOf(config);
  const isToken = header === config.headerName.toLowerCase();
  return [{ field: 'id' }, ...(header === undefined || isToken ? [] : [{ header }])];
}
