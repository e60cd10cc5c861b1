import { base64url, fromBase64, toBase64, toHex } from '@hooklatch/core/provider';

/** A key as Standard Webhooks writes it: what verifies, and the JWK that signs where it is one that does. */
export interface Ed25519Key {
  /** The 32 bytes of the public key. */
  readonly raw: Uint8Array;
  /** The private JWK, as text. */
  readonly signer?: string;
}

/** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410, 4). */
const spkiStart = '302a300506032b6570032100';

/**
 * Reads the keys of `v1a`: `whpk_` and `whpk1_` with the public key or its SubjectPublicKeyInfo behind it, `whsk_` and
 * `whsk1_` with seed and public key, or a JWK.
 *
 * @param secret - any secret
 * @returns undefined where it is none of them, and a text where it is one that is broken
 */
export function readEd25519Key(secret: string): Ed25519Key | string | undefined {
  if (secret.startsWith('{')) return readJwk(secret);
  const [, kind, encoded] = /^wh([ps])k1?_(.*)$/s.exec(secret) ?? [];
  if (kind === undefined) return undefined;
  const bytes = fromBase64(encoded as string) ?? new Uint8Array();
  if (kind === 's') {
    if (bytes.length !== 64) return 'is no whole signing key: base64 of 64 bytes';
    const [d, raw] = [bytes.subarray(0, 32), bytes.subarray(32)];
    return { raw, signer: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', d: toText(d), x: toText(raw) }) };
  }
  if (bytes.length === 32) return { raw: bytes };
  const isSpki = bytes.length === 44 && toHex(bytes.subarray(0, 12)) === spkiStart;
  return isSpki ? { raw: bytes.subarray(12) } : 'is no whole public key of Ed25519: base64 of 32 or 44 bytes';
}

function toText(bytes: Uint8Array): string {
  return base64url.write(toBase64(bytes));
}

function readJwk(secret: string): Ed25519Key | string {
  let jwk: JsonWebKey = {};
  try {
    jwk = Object(JSON.parse(secret)) as JsonWebKey;
  } catch {
    // No JSON, so no key.
  }
  const { kty, crv, d, x } = jwk;
  const raw = fromBase64(`${x}`.replaceAll('-', '+').replaceAll('_', '/'));
  if (kty !== 'OKP' || crv !== 'Ed25519' || raw?.length !== 32) return 'is no JWK of Ed25519';
  return d === undefined ? { raw } : { raw, signer: JSON.stringify({ kty, crv, d, x }) };
}
