import {
  isSignedBy,
  hmacOf,
  importPublicKey,
  isEqual,
  readPublicKeys,
  signWith,
  toBase64,
  type PublicKey,
  type SigningAlgorithm,
} from '@hooklatch/core/provider';

/** The algorithms of RFC 9421, 3.3. */
export type MessageAlgorithm =
  | 'ed25519'
  | 'ecdsa-p256-sha256'
  | 'ecdsa-p384-sha384'
  | 'rsa-pss-sha512'
  | 'rsa-v1_5-sha256'
  | 'hmac-sha256';

/** A key with the only algorithm that it is for. */
export type MessageKey = {
  /** The `keyid` of its signatures; undefined where any will do. */
  readonly id: string | undefined;
} & (
  | { readonly alg: 'hmac-sha256'; readonly shared: Uint8Array }
  | { readonly alg: Exclude<MessageAlgorithm, 'hmac-sha256'>; readonly publicKey: PublicKey }
);

const names: Readonly<Record<Exclude<MessageAlgorithm, 'hmac-sha256'>, SigningAlgorithm>> = {
  ed25519: 'ed25519',
  'ecdsa-p256-sha256': 'ecdsa-p256-sha256',
  'ecdsa-p384-sha384': 'ecdsa-p384-sha384',
  'rsa-pss-sha512': 'rsa-pss-sha512',
  'rsa-v1_5-sha256': 'rsa-sha256',
};

/** The algorithm that a JWK is for: of RSA keys only their `alg` says. */
export function algorithmOf({ kty, crv, alg }: JsonWebKey): Exclude<MessageAlgorithm, 'hmac-sha256'> {
  if (kty === 'RSA') return alg === 'RS256' ? 'rsa-v1_5-sha256' : 'rsa-pss-sha512';
  if (kty === 'EC') return crv === 'P-384' ? 'ecdsa-p384-sha384' : 'ecdsa-p256-sha256';
  return 'ed25519';
}

/** Reads keys that say themselves what they are for: a JWK or a JWKS, or 32 bytes of Ed25519. */
export function readMessageKeys(text: string): readonly MessageKey[] | string {
  const keys = readPublicKeys(text);
  if (typeof keys === 'string') return keys;
  const usable = keys.every(({ jwk, raw }) => jwk ?? raw);
  return usable
    ? keys.map((publicKey) => ({ id: publicKey.id, alg: algorithmOf(publicKey.jwk ?? {}), publicKey }))
    : 'does not say its algorithm: give it as a JWK, or in the option keys';
}

/** Whether bytes were signed with a key. */
export async function isSignedWith(key: MessageKey, proof: Uint8Array, bytes: Uint8Array): Promise<boolean> {
  if (key.alg === 'hmac-sha256')
    return isEqual(toBase64(proof), await hmacOf('sha256', key.shared, bytes, 'base64'));
  const name = names[key.alg];
  const imported = await importPublicKey(key.publicKey, name);
  return isSignedBy(imported, name, proof, bytes);
}

/** Signs for a test, with a private JWK. @throws TypeError where it is none */
export async function signMessage(privateKey: string, bytes: Uint8Array): Promise<Uint8Array> {
  const jwk = JSON.parse(privateKey) as JsonWebKey;
  return signWith(privateKey, names[algorithmOf(jwk)], bytes);
}
