import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';

/** A public JWK as PEM. */
export function toPem(jwk: string): string {
  const key = createPublicKey({ key: JSON.parse(jwk) as JsonWebKey, format: 'jwk' });
  return key.export({ type: 'spki', format: 'pem' }).toString();
}

/** The 32 bytes of an Ed25519 key that is a JWK. */
export function toRaw(jwk: string): Buffer {
  return Buffer.from((JSON.parse(jwk) as { x: string }).x, 'base64url');
}

/** An HMAC-SHA256 over UTF-8. */
export function hmacSha256(secret: string | Uint8Array, text: string): Buffer {
  return createHmac('sha256', secret).update(text).digest();
}
