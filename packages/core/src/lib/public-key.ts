import { childrenOf, derSequence, readDer, type DerElement } from './der.ts';
import { fromBase64, fromHex } from './decoding.ts';
import { WebhookError } from './error.ts';
import { signingAlgorithms, type SigningAlgorithm } from './signing-algorithm.ts';

/** A public key: what it was written as, and its id where it has one. */
export interface PublicKey {
  /** The `kid` of a JWK. */
  readonly id?: string | undefined;
  readonly jwk?: JsonWebKey;
  /** SubjectPublicKeyInfo. */
  readonly spki?: Uint8Array;
  /** The 32 bytes of an Ed25519 key. */
  readonly raw?: Uint8Array;
}

const mistake = 'is no public key: give PEM, base64, hexadecimal digits, a JWK or a JWKS';

/**
 * Reads public keys: PEM of keys and of certificates, base64 of SubjectPublicKeyInfo, base64 or hexadecimal digits of
 * an Ed25519 key, a JWK, a JWKS.
 *
 * @param text - one of those
 * @returns the keys, or a text where it is something else: it completes the sentence “The secret …”
 */
export function readPublicKeys(text: string): readonly PublicKey[] | string {
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return readJson(trimmed);
  if (trimmed.includes('PRIVATE KEY')) return 'is a private key: give the public one';
  const blocks = [...trimmed.matchAll(/-----BEGIN ([A-Z ]+)-----([^-]+)-----END \1-----/g)];
  const keys =
    blocks.length > 0
      ? blocks.map(([, label, inner]) => readPem(label as string, inner as string))
      : [readBare(trimmed)];
  return keys.includes(undefined) ? mistake : (keys as PublicKey[]);
}

function readPem(label: string, inner: string): PublicKey | undefined {
  const der = fromBase64(inner.replace(/\s+/g, ''));
  if (!der) return undefined;
  if (label === 'CERTIFICATE') {
    const spki = spkiOfCertificate(der);
    return spki && { spki };
  }
  return label === 'PUBLIC KEY' && readDer(der)?.length === 1 ? { spki: der } : undefined;
}

function readBare(text: string): PublicKey | undefined {
  const bytes =
    text.length === 64 ? (fromHex(text) ?? fromBase64(text)) : fromBase64(text.replace(/\s+/g, ''));
  if (bytes?.length === 32) return { raw: bytes };
  const elements = bytes && readDer(bytes);
  const parts = elements?.length === 1 ? childrenOf(elements[0], derSequence) : undefined;
  if (!bytes || !parts) return undefined;
  if (parts.length === 2 && parts[0]?.tag === derSequence && parts[1]?.tag === 0x03) return { spki: bytes };
  const spki = spkiOfCertificate(bytes);
  return spki && { spki };
}

function readJson(text: string): readonly PublicKey[] | string {
  let parsed: { keys?: unknown } & JsonWebKey;
  try {
    parsed = JSON.parse(text) as typeof parsed;
  } catch {
    return mistake;
  }
  const items: readonly unknown[] = Array.isArray(parsed.keys) ? parsed.keys : [parsed];
  const all = items.map((item) => Object(item) as JsonWebKey & { kid?: string });
  if (all.some(({ d, k }) => d !== undefined || k !== undefined))
    return 'is a private key: give the public one';
  const known = all.filter(({ kty }) => typeof kty === 'string');
  return known.length > 0 ? known.map((jwk) => ({ id: jwk.kid, jwk })) : mistake;
}

/**
 * The SubjectPublicKeyInfo of an X.509 certificate (RFC 5280, 4.1): the seventh field of what is signed, or the sixth
 * where the version is left out. Nothing of the certificate is checked.
 *
 * @param der - the certificate, as DER
 * @returns the key, or undefined where the bytes are no certificate
 */
export function spkiOfCertificate(der: Uint8Array): Uint8Array | undefined {
  const [certificate] = readDer(der) ?? [];
  const [signed] = childrenOf(certificate, derSequence) ?? [];
  const fields: readonly DerElement[] = childrenOf(signed, derSequence) ?? [];
  const spki = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
  return spki?.tag === derSequence ? spki.whole : undefined;
}

interface Import {
  readonly promise: Promise<CryptoKey>;
  /** Once it is there. */
  made?: CryptoKey;
}

const imports = new WeakMap<PublicKey, Map<SigningAlgorithm, Import>>();

/** The imported keys, where all of them are there. */
export function importedKeys(
  keys: readonly PublicKey[],
  algorithm: SigningAlgorithm,
): readonly CryptoKey[] | undefined {
  const known = keys.map((key) => imports.get(key)?.get(algorithm)?.made);
  return known.includes(undefined) ? undefined : (known as CryptoKey[]);
}

/**
 * Imports a key for one algorithm, once.
 *
 * @param key - as `readPublicKeys` gives it
 * @param algorithm - what it is to prove
 * @returns the key of Web Crypto
 * @throws WebhookError `secret_invalid` where it is another algorithm's
 */
export function importPublicKey(key: PublicKey, algorithm: SigningAlgorithm): Promise<CryptoKey> {
  const known = imports.get(key) ?? new Map<SigningAlgorithm, Import>();
  imports.set(key, known);
  const found = known.get(algorithm);
  if (found) return found.promise;
  const begun: Import = { promise: importOnce(key, algorithm) };
  known.set(algorithm, begun);
  begun.promise.then(
    (made) => (begun.made = made),
    () => {},
  );
  return begun.promise;
}

// Extractable, because node:crypto, which proves faster, takes none that is not; and nothing of it is secret.
async function importOnce({ jwk, spki, raw }: PublicKey, algorithm: SigningAlgorithm): Promise<CryptoKey> {
  const { forImport } = signingAlgorithms[algorithm];
  try {
    if (jwk) {
      const { kty, crv, n, e, x, y } = jwk;
      // Only what makes the key: `alg`, `use` and the like are spelled in more ways than runtimes take.
      const bare = JSON.parse(JSON.stringify({ kty, crv, n, e, x, y })) as JsonWebKey;
      return await crypto.subtle.importKey('jwk', bare, forImport, true, ['verify']);
    }
    const format = spki ? 'spki' : 'raw';
    return await crypto.subtle.importKey(format, (spki ?? raw) as Uint8Array<ArrayBuffer>, forImport, true, [
      'verify',
    ]);
  } catch (cause) {
    throw new WebhookError('secret_invalid', `The public key is none for ${algorithm}.`, cause);
  }
}
