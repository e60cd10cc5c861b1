import {
  isSignedBy,
  fromBase64,
  parseJson,
  readPublicKeys,
  toBytes,
  WebhookError,
  importPublicKey,
  type PublicKey,
} from '@hooklatch/core/provider';
import { base64url } from 'jose';
import { verifyChain } from './x509-chain.ts';
import { readCertificate } from './x509.ts';

/** What signs: certificates that lead to a root, or in tests a key as it is. */
export type AppleKey = { readonly root: Uint8Array } | { readonly given: PublicKey };

/** `1.2.840.113635.100.6.11.1` and `1.2.840.113635.100.6.2.1`: without them, any developer's certificate would do. */
const markers = { leaf: '2a864886f76364060b01', intermediate: '2a864886f76364060201' };

const longestToken = 262_144;
const longestCertificate = 16_384;

/** Reads roots: certificates as PEM or base64 of DER; or a public key. A text says what is wrong. */
export function readAppleKeys(text: string): readonly AppleKey[] | string {
  const blocks = [...text.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/g)];
  const inner = blocks.length > 0 ? blocks.map(([, one]) => one as string) : [text];
  const roots = inner.map((one) => fromBase64(one.replace(/\s+/g, '')));
  if (roots.every((root) => root && readCertificate(root)))
    return roots.map((root) => ({ root: root as Uint8Array }));
  const keys = readPublicKeys(text);
  return typeof keys === 'string'
    ? 'is neither a root certificate nor a public key'
    : keys.map((given) => ({ given }));
}

interface Parts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly signed: Uint8Array;
  readonly proof: Uint8Array;
}

function split(token: string): Parts | undefined {
  const found = token.length <= longestToken && /^([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(token);
  if (!found) return undefined;
  const [, head, body, proof] = found as unknown as [string, string, string, string];
  try {
    const [header, payload] = [head, body].map((part) => parseJson(base64url.decode(part)));
    return {
      header: Object(header) as Parts['header'],
      payload: Object(payload) as Parts['payload'],
      signed: toBytes(`${head}.${body}`),
      proof: base64url.decode(proof),
    };
  } catch {
    return undefined;
  }
}

async function signerOf({ header, payload }: Parts, key: AppleKey): Promise<PublicKey | undefined> {
  if ('given' in key) return key.given;
  const { x5c } = header;
  const { signedDate } = payload;
  if (!Array.isArray(x5c) || typeof signedDate !== 'number') return undefined;
  const chain = (x5c as unknown[]).map((one) =>
    typeof one === 'string' && one.length <= longestCertificate ? fromBase64(one) : undefined,
  );
  if (chain.includes(undefined)) return undefined;
  const rules = { roots: [key.root], markers, at: signedDate };
  const spki = await verifyChain(chain as Uint8Array[], rules);
  return spki && { spki };
}

/**
 * What a JWS of Apple says, once its chain and its signature are proved.
 *
 * @param token - in its compact form
 * @param key - the root that its chain has to lead to
 * @returns its payload, or undefined where anything is wrong
 */
export async function verifyAppleJws(token: string, key: AppleKey): Promise<Parts['payload'] | undefined> {
  const parts = split(token);
  if (!parts || parts.header.alg !== 'ES256' || 'crit' in parts.header) return undefined;
  const signer = await signerOf(parts, key);
  if (!signer) return undefined;
  try {
    const imported = await importPublicKey(signer, 'ecdsa-p256-sha256');
    const isProved = await isSignedBy(imported, 'ecdsa-p256-sha256', parts.proof, parts.signed);
    return isProved ? parts.payload : undefined;
  } catch (error) {
    if (WebhookError.is(error)) return undefined;
    throw error;
  }
}
