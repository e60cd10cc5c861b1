export {
  defineProvider,
  type BatchItem,
  type Handshake,
  type Provider,
  type ProviderDefinition,
  type ProviderFacts,
  type ProviderFactory,
  type ProviderOptions,
  type SecretResolver,
  type Source,
} from './lib/provider.ts';
export { checkHmacOptions } from './lib/check-hmac.ts';
export { hmac, type HmacOptions, type HmacScheme } from './lib/hmac.ts';
export { decodeSecret, type SecretDecoder, type SecretEncoding } from './lib/secret-encoding.ts';
export { token, type TokenOptions } from './lib/token.ts';
export { writeDelivery, type DeliveryDraft } from './lib/write.ts';
export { fromBase64, fromHex, toBase64, toBytes, toHex, toText } from './lib/encoding.ts';
export { fieldAt, parseForm, parseJson } from './lib/payload.ts';
export type { Claim, Draft, Scheme, SignedContent } from './lib/scheme.ts';
export type {
  SignatureEncoding,
  SignatureFormat,
  SignatureHeader,
  SignatureList,
} from './lib/signature-header.ts';
export { base64url } from './lib/base64url.ts';
export { batchOf } from './lib/batch.ts';
export { iso8601 } from './lib/iso8601.ts';
export type { TimestampFormat, TimestampUnit } from './lib/timestamp.ts';
export type { HashName } from './lib/hash.ts';
