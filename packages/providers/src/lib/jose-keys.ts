import {
  importPublicKey,
  readPublicKeys,
  toBytes,
  WebhookError,
  type KeySource,
  type PublicKey,
  type SigningAlgorithm,
} from '@hooklatch/core/provider';
import { decodeProtectedHeader, importJWK, type CryptoKey, type ProtectedHeaderParameters } from 'jose';

/** The JWS algorithms that providers use (RFC 7518, 3.1). */
export type JwsAlgorithm = 'HS256' | 'HS384' | 'HS512' | PublicJwsAlgorithm;

/** Those that are proved with a public key. */
export type PublicJwsAlgorithm = 'RS256' | 'RS512' | 'PS512' | 'ES256' | 'ES384' | 'ES512' | 'EdDSA';

const signing: Readonly<Record<PublicJwsAlgorithm, SigningAlgorithm>> = {
  RS256: 'rsa-sha256',
  RS512: 'rsa-sha512',
  PS512: 'rsa-pss-sha512',
  ES256: 'ecdsa-p256-sha256',
  ES384: 'ecdsa-p384-sha384',
  ES512: 'ecdsa-p521-sha512',
  EdDSA: 'ed25519',
};

/** A key of a ring for JWS: a shared secret, a given public key, or where they are fetched. */
export type JwsKey =
  | { readonly shared: Uint8Array }
  | { readonly given: PublicKey }
  | { readonly source: KeySource };

/** Whether an algorithm takes a shared secret. */
export function isShared(algorithm: JwsAlgorithm): boolean {
  return algorithm.startsWith('HS');
}

/** The algorithm that Web Crypto knows a JWS algorithm as. */
export function toSigningAlgorithm(algorithm: JwsAlgorithm): SigningAlgorithm {
  return signing[algorithm as PublicJwsAlgorithm];
}

/**
 * The keys that a secret stands for. Whether it is a shared secret or a public key says the definition, by its
 * algorithms; never what a token says.
 */
export function readJwsKeys(
  secret: string,
  algorithms: readonly JwsAlgorithm[],
  source: KeySource | undefined,
): readonly JwsKey[] | string {
  if (isShared(algorithms[0] as JwsAlgorithm)) return [{ shared: toBytes(secret) }];
  if (secret === 'fetched' && source) return [{ source }];
  const keys = readPublicKeys(secret);
  return typeof keys === 'string' ? keys : keys.map((given) => ({ given }));
}

/** The protected header of a token. @throws WebhookError `header_malformed` */
export function readProtectedHeader(token: string | object, where: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(token);
  } catch (cause) {
    throw new WebhookError('header_malformed', where, cause);
  }
}

/**
 * The keys that a header asks for, as jose takes them: those of its `kid` where it names one and the keys have ids,
 * never another one then. None where its algorithm is not of the definition.
 *
 * @throws WebhookError `secret_invalid` where the only algorithm is none of the key's
 */
export async function findJwsKeys(
  key: JwsKey,
  { alg, kid }: { readonly alg?: string | undefined; readonly kid?: unknown },
  algorithms: readonly JwsAlgorithm[],
): Promise<readonly (CryptoKey | Uint8Array)[]> {
  const algorithm = algorithms.find((one) => one === alg);
  if (!algorithm) return [];
  if ('shared' in key) return [key.shared];
  // A name that cannot be a key's names none: it does not stand for all of them.
  if (kid !== undefined && typeof kid !== 'string') return [];
  const wanted = kid;
  const all = 'given' in key ? [key.given] : await key.source.keys(wanted);
  const fitting = all.filter(({ id, jwk }) => {
    const ofAlgorithm = !jwk?.kty || jwk.kty === keyTypes[algorithm.slice(0, 2)];
    return ofAlgorithm && (wanted === undefined || id === undefined || id === wanted);
  });
  const tried = await Promise.allSettled(
    fitting.map((one) => importPublicKey(one, toSigningAlgorithm(algorithm))),
  );
  const imported = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  // Where tokens may choose among algorithms, a key of another one is no mistake of the operator's.
  if (imported.length === 0 && algorithms.length === 1 && tried[0]?.status === 'rejected')
    throw tried[0].reason;
  return imported;
}

const keyTypes: Readonly<Record<string, string>> = { RS: 'RSA', PS: 'RSA', ES: 'EC', Ed: 'OKP' };

/** The signer's key, for tests: a text as it is for HMAC, else a JWK. @throws TypeError where it is no such key */
export async function readSignerKey(
  secret: string,
  algorithm: JwsAlgorithm,
): Promise<{ readonly key: CryptoKey | Uint8Array; readonly kid?: string }> {
  if (isShared(algorithm)) return { key: toBytes(secret) };
  try {
    const jwk = JSON.parse(secret) as { kty: string; kid?: string };
    const key = await importJWK(jwk, algorithm);
    return { key, ...(jwk.kid !== undefined && { kid: jwk.kid }) };
  } catch (cause) {
    throw new TypeError(`Signing with ${algorithm} takes its private key as a JWK.`, { cause });
  }
}
