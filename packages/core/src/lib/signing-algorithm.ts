/** The algorithms of signatures that are made with a private key. */
export type SigningAlgorithm =
  | 'ed25519'
  | 'ecdsa-p256-sha1'
  | 'ecdsa-p256-sha256'
  | 'ecdsa-p384-sha384'
  | 'ecdsa-p521-sha512'
  | 'rsa-sha1'
  | 'rsa-sha256'
  | 'rsa-sha512'
  | 'rsa-pss-sha512';

/** What Web Crypto wants to know of an algorithm. */
export interface AlgorithmParameters {
  readonly forImport: { readonly name: string; readonly hash?: string; readonly namedCurve?: string };
  readonly forVerify: { readonly name: string; readonly hash?: string; readonly saltLength?: number };
  /** Bytes of one coordinate of a signature, for ECDSA. */
  readonly coordinateBytes?: number;
}

/** Web Crypto's parameters of each algorithm. Plain data, so that a bundle without it holds none of it. */
export const signingAlgorithms: Readonly<Record<SigningAlgorithm, AlgorithmParameters>> = {
  ed25519: { forImport: { name: 'Ed25519' }, forVerify: { name: 'Ed25519' } },
  'ecdsa-p256-sha1': {
    forImport: { name: 'ECDSA', namedCurve: 'P-256' },
    forVerify: { name: 'ECDSA', hash: 'SHA-1' },
    coordinateBytes: 32,
  },
  'ecdsa-p256-sha256': {
    forImport: { name: 'ECDSA', namedCurve: 'P-256' },
    forVerify: { name: 'ECDSA', hash: 'SHA-256' },
    coordinateBytes: 32,
  },
  'ecdsa-p384-sha384': {
    forImport: { name: 'ECDSA', namedCurve: 'P-384' },
    forVerify: { name: 'ECDSA', hash: 'SHA-384' },
    coordinateBytes: 48,
  },
  'ecdsa-p521-sha512': {
    forImport: { name: 'ECDSA', namedCurve: 'P-521' },
    forVerify: { name: 'ECDSA', hash: 'SHA-512' },
    coordinateBytes: 66,
  },
  'rsa-sha1': {
    forImport: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-1' },
    forVerify: { name: 'RSASSA-PKCS1-v1_5' },
  },
  'rsa-sha256': {
    forImport: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
    forVerify: { name: 'RSASSA-PKCS1-v1_5' },
  },
  'rsa-sha512': {
    forImport: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
    forVerify: { name: 'RSASSA-PKCS1-v1_5' },
  },
  'rsa-pss-sha512': {
    forImport: { name: 'RSA-PSS', hash: 'SHA-512' },
    forVerify: { name: 'RSA-PSS', saltLength: 64 },
  },
};
