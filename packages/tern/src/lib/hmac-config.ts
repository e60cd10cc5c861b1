import type { DeliveryHead } from '@hooklatch/core';
import {
  base64url,
  checkHmacOptions,
  decodeSecret,
  fromBase64,
  fromHex,
  hmac,
  iso8601,
  toBytes,
  type HashName,
  type HmacOptions,
  type HmacScheme,
  type SecretDecoder,
  type SignatureEncoding,
  type SignatureHeader,
  type TimestampUnit,
} from '@hooklatch/core/provider';
import type { SignatureConfig, SignatureTextEncoding } from './types.ts';

/** Where an id stands that the configuration does not place. */
export const defaultIdHeader: string = 'x-webhook-id';
const defaultTimestampHeader = 'x-webhook-timestamp';
const encodings: Readonly<Record<SignatureTextEncoding, SignatureEncoding>> = {
  hex: 'hex',
  base64: 'base64',
  base64url,
};
const units: Readonly<Record<string, TimestampUnit>> = {
  unix: 'unix',
  custom: 'unix',
  ms: 'ms',
  iso: iso8601,
};

/** The bytes around the body; `json-stringified` is the body too, because it is the bytes that were signed. */
export function contentOf({ payloadFormat = 'raw', customConfig = {} }: SignatureConfig): string {
  if (payloadFormat === 'timestamped') return '{timestamp}.{body}';
  return (payloadFormat === 'custom' && customConfig.payloadFormat) || '{body}';
}

/** The header of the id, where the configuration names one. */
export function idHeaderOf({ idHeader, customConfig = {} }: SignatureConfig): string | undefined {
  return (idHeader ?? customConfig.idHeader)?.toLowerCase();
}

/** Standard Webhooks says it by its header's name, whatever else is left out. */
function isStandard({ headerName }: SignatureConfig): boolean {
  return /^(webhook|svix)-signature$/i.test(headerName);
}

/** What stands between the items of the header, where it is a list. */
export function separatorOf(config: SignatureConfig): ',' | ' ' | undefined {
  const { headerFormat, customConfig = {} } = config;
  if (headerFormat === 'comma-separated') return ',';
  const isList = headerFormat === 'space-separated' || /^v1[=,]/.test(customConfig.signatureFormat ?? '');
  return isList || isStandard(config) ? ' ' : undefined;
}

/** How the signature's text is written. @throws TypeError at an unknown encoding */
export function encodingOf(config: SignatureConfig, fallback: 'hex' | 'base64'): SignatureTextEncoding {
  const name = config.encoding ?? config.customConfig?.encoding ?? fallback;
  if (!Object.hasOwn(encodings, name))
    throw new TypeError(`encoding is hex, base64 or base64url, not ${name}.`);
  return name as SignatureTextEncoding;
}

/**
 * An HMAC scheme of a configuration.
 *
 * @throws TypeError where the configuration contradicts itself
 */
export function toHmacScheme(config: SignatureConfig): HmacScheme {
  const content = contentOf(config);
  const signatures = signaturesOf(config);
  const { timestamp, isSigned } = timestampOf(config, content);
  const id = content.includes('{id}') && { id: { header: idHeaderOf(config) ?? defaultIdHeader } };
  const schemes = signatures.map((signature) => {
    const options: HmacOptions = {
      algorithm: config.algorithm.replace('hmac-', '') as HashName,
      signature,
      content,
      ...id,
      secret: secretDecoder(config),
    };
    // A timestamp beside what is signed proves nothing, but whoever has named it wants it looked at.
    checkHmacOptions({ ...options, ...(isSigned && timestamp && { timestamp }) });
    return hmac({ ...options, ...(timestamp && { timestamp }) });
  });
  return schemes.length === 1 ? (schemes[0] as HmacScheme) : pickGrammar(schemes);
}

/** One scheme whose header can be written in several ways. */
function pickGrammar(schemes: readonly HmacScheme[]): HmacScheme {
  const [first] = schemes as readonly [HmacScheme];
  return {
    ...first,
    read(head: DeliveryHead) {
      const value = head.headers.get(first.headers[0] as string) ?? '';
      return (schemes.find(({ options }) => fits(value, options.signature)) ?? first).read(head);
    },
  };
}

function fits(value: string, { list }: SignatureHeader): boolean {
  if (!list) return true;
  const separator = value.includes(';') ? ';' : /,\s/.test(value) ? ', ' : ',';
  const named = value.includes(list.field + list.pair);
  return named && (list.separator === ' ' || list.separator === separator);
}

/** The ways in which the header can be written: what separates items, and what they are named. */
function signaturesOf(config: SignatureConfig): readonly SignatureHeader[] {
  const { headerFormat = 'raw', prefix, customConfig = {} } = config;
  const { signatureKey } = customConfig;
  const header = config.headerName.toLowerCase();
  const base = { header, encoding: encodings[encodingOf(config, isStandard(config) ? 'base64' : 'hex')] };
  if (headerFormat === 'comma-separated') {
    const fields = signatureKey === undefined ? ['v1', 'signature'] : [signatureKey];
    return fields.flatMap((field) =>
      ([',', ', ', ';'] as const).map((separator) => ({ ...base, list: { separator, pair: '=', field } })),
    );
  }
  if (separatorOf(config) === ' ') {
    const field = signatureKey ?? 'v1';
    return ([',', '='] as const).map((pair) => ({ ...base, list: { separator: ' ', pair, field } }));
  }
  return [headerFormat === 'prefixed' && prefix !== undefined ? { ...base, prefix } : base];
}

/** Where a timestamp stands, and whether it is part of what is signed. */
export interface FoundTimestamp {
  readonly timestamp?: NonNullable<HmacOptions['timestamp']>;
  readonly isSigned: boolean;
}

/** Finds the timestamp of a configuration. @throws TypeError at an unknown format */
export function timestampOf(config: SignatureConfig, content: string): FoundTimestamp {
  const { headerFormat, timestampFormat = 'unix', customConfig = {} } = config;
  const isSigned = content.includes('{timestamp}');
  const unit = units[timestampFormat];
  if (unit === undefined) throw new TypeError(`timestampFormat is unix, iso or ms, not ${timestampFormat}.`);
  const given = config.timestampHeader ?? customConfig.timestampHeader;
  const header = given?.toLowerCase() === config.headerName.toLowerCase() ? undefined : given?.toLowerCase();
  const { timestampKey } = customConfig;
  if (headerFormat === 'comma-separated' && (timestampKey !== undefined || (isSigned && !header)))
    return { timestamp: { field: timestampKey ?? 't', unit }, isSigned };
  if (header === undefined && !isSigned) return { isSigned };
  return { timestamp: { header: header ?? defaultTimestampHeader, unit }, isSigned };
}

/** What stands before the base64 of a key: `whsec_`, `v1,whsec_`. */
const keyPrefix = /^(?:[a-z0-9,]+_)+/;

/** How the secret becomes the key: where signatures are base64, the secret is too unless it is said otherwise. */
function secretDecoder(config: SignatureConfig): SecretDecoder {
  const base64 = encodingOf(config, isStandard(config) ? 'base64' : 'hex') === 'base64';
  const { secretEncoding = base64 ? 'base64' : 'utf8' } = config.customConfig ?? {};
  if (secretEncoding === 'utf8') return decodeSecret({ decode: toBytes });
  if (secretEncoding === 'hex') return decodeSecret({ decode: fromHex, leastBytes: 16 });
  if (secretEncoding !== 'base64')
    throw new TypeError(`secretEncoding is utf8, base64 or hex, not ${secretEncoding}.`);
  return decodeSecret({ decode: (text) => fromBase64(text.replace(keyPrefix, '')), leastBytes: 16 });
}
