import { createHmac, randomBytes } from 'node:crypto';

/** Makes a signing secret of Standard Webhooks: `whsec_` and 32 random bytes in base64. */
export function createSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** What is signed. */
export interface Signed {
  /** Of the event; the same in each attempt. */
  readonly id: string;
  /** Unix seconds. */
  readonly timestamp: number;
  readonly body: Uint8Array;
}

/**
 * Signs as Standard Webhooks v1 says: HMAC-SHA256 over `{id}.{timestamp}.{body}`.
 *
 * @param secret - `whsec_` and base64
 * @returns the signature, with its version
 */
export function signForward(secret: string, { id, timestamp, body }: Signed): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return `v1,${signature}`;
}
