import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** Encrypts what is kept in the database. */
export interface Vault {
  /** @param owner - the id of the row that it is kept in: it can be read there alone */
  seal(text: string, owner: string): Uint8Array<ArrayBuffer>;
  /** @throws Error where the key is another one, or the row is */
  open(sealed: Uint8Array, owner: string): string;
  /** A digest that tells nobody without the key whether a guess of the text is right. */
  digest(text: string): string;
}

const algorithm = 'aes-256-gcm';
const version = 1;
const ivBytes = 12;
const tagBytes = 16;

/**
 * Makes a vault.
 *
 * @param key - any text of 32 letters or more, such as 32 random bytes in base64
 * @throws TypeError where it is shorter
 */
export function createVault(key: string): Vault {
  if (key.trim().length < 32) throw new TypeError('The gateway key must have 32 letters or more.');
  const hashed = createHash('sha256').update(`hooklatch-gateway-vault:${key.trim()}`).digest();
  return {
    digest: (text) => createHmac('sha256', hashed).update(`hooklatch-gateway-digest:${text}`).digest('hex'),
    seal(text, owner) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(algorithm, hashed, iv).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return new Uint8Array(Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), sealed]));
    },
    open(sealed, owner) {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes[0] !== version) throw new Error('What is in the database was sealed by a newer gateway.');
      const iv = bytes.subarray(1, 1 + ivBytes);
      const tag = bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes);
      const decipher = createDecipheriv(algorithm, hashed, iv).setAAD(Buffer.from(owner)).setAuthTag(tag);
      try {
        const start = decipher.update(bytes.subarray(1 + ivBytes + tagBytes));
        return Buffer.concat([start, decipher.final()]).toString('utf8');
      } catch {
        throw new Error('What is in the database was sealed with another gateway key.');
      }
    },
  };
}

/** The first 8 digits of SHA-256: tells secrets apart, and tells nothing of them. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`hooklatch-gateway-fingerprint:${secret}`).digest('hex').slice(0, 8);
}
