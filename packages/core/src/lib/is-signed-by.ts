import { isSigned } from '#crypto';
import type { SigningAlgorithm } from './signing-algorithm.ts';

/**
 * Whether a signature was made over these bytes. Never rejects: one that cannot be read, such as one of another length,
 * makes some runtimes throw, and proves as little as any other that does not fit.
 *
 * @param key - as `importPublicKey` gives it
 * @param algorithm - what the key was imported for
 * @param proof - the signature; for ECDSA r and s side by side
 * @param bytes - what was signed
 * @returns whether it fits
 */
export async function isSignedBy(
  key: CryptoKey,
  algorithm: SigningAlgorithm,
  proof: Uint8Array,
  bytes: Uint8Array,
): Promise<boolean> {
  return isSignedNow(key, algorithm, proof, bytes);
}

/** The same, at once where the runtime can. */
export function isSignedNow(
  key: CryptoKey,
  algorithm: SigningAlgorithm,
  proof: Uint8Array,
  bytes: Uint8Array,
): boolean | Promise<boolean> {
  try {
    const fits = isSigned(key, algorithm, proof, bytes) as boolean | Promise<boolean>;
    // Not `instanceof Promise`: a runtime's own promises may be of another realm, and each would be taken for true.
    return typeof fits === 'boolean' ? fits : settle(fits);
  } catch {
    return false;
  }
}

async function settle(fits: Promise<boolean>): Promise<boolean> {
  try {
    return await fits;
  } catch {
    return false;
  }
}
