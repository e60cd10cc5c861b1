import {
  isSignedBy,
  fromBase64,
  hmac,
  hmacWith,
  importPublicKey,
  joinBytes,
  signWith,
  toBase64,
  toBytes,
  WebhookError,
  type Claim,
  type DeliveryHead,
  type HmacScheme,
  type PublicKey,
  type Scheme,
  type SignatureList,
} from '@hooklatch/core/provider';
import { readEd25519Key } from './ed25519-key.ts';

interface V1aKey {
  readonly publicKey: PublicKey;
}

/** 64 bytes in base64. */
const signatureLength = 88;

/**
 * Adds `v1a`, Ed25519 over the same content, to a scheme of Standard Webhooks. The secret says which of the two counts,
 * never the delivery: a public key is no shared secret. A signing key stands for its public half, so that tests can
 * sign with it.
 *
 * Source: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
 *
 * @param v1 - the scheme of shared secrets
 * @returns a scheme of both
 */
export function withPublicKeys(v1: HmacScheme): Scheme {
  const { signature } = v1.options;
  const v1a = hmac({
    ...v1.options,
    signature: {
      ...signature,
      encoding: { length: () => signatureLength, write: (base64) => base64 },
      list: { ...(signature.list as SignatureList), field: 'v1a' },
    },
  });
  return {
    ...v1,
    keys(secret, secretIndex) {
      const key = readEd25519Key(secret);
      if (key === undefined) return v1.keys(secret, secretIndex);
      return typeof key === 'string' ? key : [{ publicKey: { raw: key.raw } } satisfies V1aKey];
    },
    read(head) {
      try {
        return v1.read(head);
      } catch (error) {
        // A list may hold signatures of the other kind alone.
        if (!WebhookError.is(error) || error.code !== 'header_malformed') throw error;
        return v1a.read(head);
      }
    },
    verify(claim, key, body, head, clock) {
      if (!isPublic(key)) return v1.verify(claim, key, body, head, clock);
      return verifyV1a(v1a, key.publicKey, contentOf(v1, claim, head, body), head);
    },
    async write(draft, secret) {
      const { id, timestamp } = v1.options as { id: { header: string }; timestamp: { header: string } };
      const time = `${Math.floor(draft.time / 1000)}`;
      const head = { method: 'POST', url: draft.url } as DeliveryHead;
      const content = contentOf(v1, { signatures: [], id: draft.id, timestamp: time }, head, draft.body);
      return {
        headers: {
          [id.header]: draft.id,
          [timestamp.header]: time,
          [signature.header]: await sign(v1, secret, content),
        },
      };
    },
  };
}

function isPublic(key: unknown): key is V1aKey {
  return 'publicKey' in Object(key);
}

function contentOf(v1: HmacScheme, claim: Claim, head: DeliveryHead, body: Uint8Array): Uint8Array {
  const { before, after } = v1.content(claim, head);
  return joinBytes(toBytes(before), body, toBytes(after));
}

async function verifyV1a(
  v1a: HmacScheme,
  key: PublicKey,
  content: Uint8Array,
  head: DeliveryHead,
): Promise<boolean> {
  const imported = await importPublicKey(key, 'ed25519');
  for (const text of signaturesIn(v1a, head)) {
    const proof = fromBase64(text);
    // Another spelling of the same bytes is refused, as it is of a digest.
    if (proof?.length !== 64 || toBase64(proof) !== text) continue;
    if (await isSignedBy(imported, 'ed25519', proof, content)) return true;
  }
  return false;
}

/** None where the list holds shared secrets' signatures alone. */
function signaturesIn(v1a: HmacScheme, head: DeliveryHead): readonly string[] {
  try {
    return v1a.read(head).signatures;
  } catch {
    return [];
  }
}

async function sign(v1: HmacScheme, secret: string, content: Uint8Array): Promise<string> {
  const own = readEd25519Key(secret);
  if (own === undefined) {
    const [key] = v1.keys(secret, 0);
    return `v1,${await hmacWith(key, content, 'base64')}`;
  }
  const signer = typeof own === 'string' ? undefined : own.signer;
  if (signer === undefined) throw new TypeError('Signing takes whsec_, whsk_ or a private JWK.');
  return `v1a,${toBase64(await signWith(signer, 'ed25519', content))}`;
}
