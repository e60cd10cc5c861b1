import { fromDerSignature } from '@hooklatch/core/provider';
import { isIssuer, isUnderstood, mayBeUsed, readCertificate, type Certificate } from './x509.ts';

/** What a chain of three certificates has to be. */
export interface ChainRules {
  /** The roots that are trusted, as DER. One that a delivery brings is never trusted. */
  readonly roots: readonly Uint8Array[];
  /** The extensions that mark the signer and its issuer, as the hexadecimal digits of their identifiers. */
  readonly markers: { readonly leaf: string; readonly intermediate: string };
  /** When it has to be valid, in Unix milliseconds. */
  readonly at: number;
}

/** How far clocks may be apart. */
const skewMs = 60_000;

/** The hash of each algorithm of ECDSA signatures (RFC 5758, 3.2), by the hexadecimal digits of its identifier. */
const hashes: Readonly<Record<string, string>> = {
  '2a8648ce3d040302': 'SHA-256',
  '2a8648ce3d040303': 'SHA-384',
};

async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  const { curve: namedCurve, spki, subject } = issuer;
  const hash = hashes[certificate.signatureAlgorithm];
  if (certificate.issuer !== subject || namedCurve === undefined || hash === undefined) return false;
  const proof = fromDerSignature(certificate.signature, namedCurve === 'P-256' ? 32 : 48);
  if (!proof) return false;
  try {
    const parameters = { name: 'ECDSA', namedCurve };
    const key = await crypto.subtle.importKey('spki', spki as Uint8Array<ArrayBuffer>, parameters, false, [
      'verify',
    ]);
    return await crypto.subtle.verify(
      { name: 'ECDSA', hash },
      key,
      proof as Uint8Array<ArrayBuffer>,
      certificate.signed as Uint8Array<ArrayBuffer>,
    );
  } catch {
    return false;
  }
}

function isValidAt({ notBefore, notAfter }: Certificate, at: number): boolean {
  return notBefore <= at + skewMs && notAfter >= at - skewMs;
}

/**
 * Checks a chain of exactly three certificates, signer first, against roots that are pinned (RFC 5280, 6.1): names,
 * signatures, times, what each may be used for, and that nothing critical is ignored. Whether one was revoked is not
 * asked.
 *
 * @param chain - the certificates as DER; the last one only says which root is meant, and is not trusted
 * @param rules - what it has to be
 * @returns the signer's key as SubjectPublicKeyInfo, or undefined where anything is wrong
 */
export async function verifyChain(
  chain: readonly Uint8Array[],
  { roots, markers, at }: ChainRules,
): Promise<Uint8Array | undefined> {
  if (chain.length !== 3) return undefined;
  const [leaf, intermediate] = chain.slice(0, 2).map(readCertificate);
  if (!leaf || !intermediate || !isValidAt(leaf, at) || !isValidAt(intermediate, at)) return undefined;
  if (!leaf.extensions.has(markers.leaf) || !intermediate.extensions.has(markers.intermediate))
    return undefined;
  if (!isUnderstood(leaf, markers.leaf) || !isUnderstood(intermediate, markers.intermediate))
    return undefined;
  if (isIssuer(leaf) || !isIssuer(intermediate)) return undefined;
  if (!mayBeUsed(leaf, 0) || !mayBeUsed(intermediate, 5)) return undefined;
  if (leaf.curve !== 'P-256' || !(await isIssuedBy(leaf, intermediate))) return undefined;
  for (const root of roots.map(readCertificate)) {
    if (root && isValidAt(root, at) && mayBeUsed(root, 5) && (await isIssuedBy(intermediate, root)))
      return leaf.spki;
  }
  return undefined;
}
