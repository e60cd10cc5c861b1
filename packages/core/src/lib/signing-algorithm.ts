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

const rsa = (hash: string): AlgorithmParameters => ({
  forImport: { name: 'RSASSA-PKCS1-v1_5', hash },
  forVerify: { name: 'RSASSA-PKCS1-v1_5' },
});

const ecdsa = (namedCurve: string, hash: string, coordinateBytes: number): AlgorithmParameters => ({
  forImport: { name: 'ECDSA', namedCurve },
  forVerify: { name: 'ECDSA', hash },
  coordinateBytes,
});

/** Web Crypto's parameters of each algorithm. */
export const signingAlgorithms: Readonly<Record<SigningAlgorithm, AlgorithmParameters>> = {
  ed25519: { forImport: { name: 'Ed25519' }, forVerify: { name: 'Ed25519' } },
  'ecdsa-p256-sha1': ecdsa('P-256', 'SHA-1', 32),
  'ecdsa-p256-sha256': ecdsa('P-256', 'SHA-256', 32),
  'ecdsa-p384-sha384': ecdsa('P-384', 'SHA-384', 48),
  'ecdsa-p521-sha512': ecdsa('P-521', 'SHA-512', 66),
  'rsa-sha1': rsa('SHA-1'),
  'rsa-sha256': rsa('SHA-256'),
  'rsa-sha512': rsa('SHA-512'),
  'rsa-pss-sha512': {
    forImport: { name: 'RSA-PSS', hash: 'SHA-512' },
    forVerify: { name: 'RSA-PSS', saltLength: 64 },
  },
};
