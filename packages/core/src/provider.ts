export {
  defineProvider,
  type BatchItem,
  type FetchedKeyOptions,
  type Handshake,
  type Provider,
  type ProviderDefinition,
  type ProviderFacts,
  type ProviderFactory,
  type ProviderOptions,
  type PublicKeyOptions,
  type Question,
  type RetryFacts,
  type SecretResolver,
  type Source,
} from './lib/provider-definition.ts';
export { anyOf, type MergedEvents } from './lib/any-of.ts';
export { asymmetric, type AsymmetricOptions } from './lib/asymmetric.ts';
export { basic } from './lib/basic.ts';
export { hashOf, hmacOf, hmacWith } from './lib/digest.ts';
export { checkHmacOptions } from './lib/check-hmac.ts';
export { childrenOf, derSequence, fromDerSignature, readDer, type DerElement } from './lib/der.ts';
export { either } from './lib/either.ts';
export type { HashAhead } from './lib/hash-ahead.ts';
export { hashed } from './lib/hashed.ts';
export { hmac, type HmacOptions, type HmacScheme } from './lib/hmac.ts';
export { decodeSecret, type SecretDecoder, type SecretEncoding } from './lib/secret-encoding.ts';
export { isEqual } from './lib/equal.ts';
export { isSameSecret } from './lib/is-same-secret.ts';
export { isSignedBy } from './lib/is-signed-by.ts';
export { keySource, type KeySource, type KeySourceOptions } from './lib/key-source.ts';
export { importPublicKey, readPublicKeys, spkiOfCertificate, type PublicKey } from './lib/public-key.ts';
export { queryOf } from './lib/query.ts';
export { required } from './lib/required.ts';
export { signWith, makeKeyPair } from './lib/signing-key.ts';
export {
  signingAlgorithms,
  type AlgorithmParameters,
  type SigningAlgorithm,
} from './lib/signing-algorithm.ts';
export { joinBytes } from './lib/join-bytes.ts';
export { token, type TokenOptions } from './lib/token.ts';
export { claimOf, failedStep, headersOf, schemeOf, type VerificationStep } from './lib/trace.ts';
export { writeDelivery, writeScheme, type DeliveryDraft } from './lib/write.ts';
export { WebhookError } from './lib/error.ts';
export { deliveryHeaders } from './lib/headers.ts';
export type { DeliveryHead, Reply } from './lib/delivery.ts';
export { fromBase64, fromHex } from './lib/decoding.ts';
export { toBase64, toBytes, toHex, toText } from './lib/encoding.ts';
export { fieldAt, parseForm, parseJson } from './lib/payload.ts';
export type {
  Claim,
  Clock,
  Draft,
  KeyPair,
  OpenClaim,
  Scheme,
  SignedContent,
  Written,
} from './lib/scheme.ts';
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
