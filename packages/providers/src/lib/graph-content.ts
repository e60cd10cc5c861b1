import { fromBase64, isSameSecret, parseJson, toBase64 } from '@hooklatch/core/provider';

/** The `encryptedContent` of a notification with resource data. */
export interface EncryptedContent {
  /** Base64 of the encrypted resource. */
  readonly data: string;
  /** Base64 of the HMAC-SHA256 of `data`. */
  readonly dataSignature: string;
  /** Base64 of the symmetric key, encrypted with the certificate's public key. */
  readonly dataKey: string;
  readonly encryptionCertificateId?: string;
  readonly encryptionCertificateThumbprint?: string;
}

const oaep = { name: 'RSA-OAEP', hash: 'SHA-1' } as const;

async function readPrivateKey(key: string | CryptoKey): Promise<CryptoKey> {
  if (typeof key !== 'string') return key;
  const [, inner] = /-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----/.exec(key) ?? [];
  const der = fromBase64(inner?.replace(/\s+/g, '') ?? '-');
  if (!der) throw new TypeError('Give the private key as PEM of PKCS #8, or as a CryptoKey for RSA-OAEP.');
  return crypto.subtle.importKey('pkcs8', der as Uint8Array<ArrayBuffer>, oaep, false, ['decrypt']);
}

/**
 * Decrypts the resource data of a Microsoft Graph notification: the symmetric key by RSA-OAEP, then the signature over
 * the data, and only then the data, by AES-256-CBC.
 *
 * Source: https://learn.microsoft.com/en-us/graph/change-notifications-with-resource-data
 *
 * @param content - the notification's `encryptedContent`
 * @param privateKey - of the certificate that the subscription was made with: PEM (PKCS #8), or a `CryptoKey`
 * @returns the resource
 * @throws TypeError where the key is none, or the content was not encrypted for it or has been changed
 */
export async function decryptContent(
  content: EncryptedContent,
  privateKey: string | CryptoKey,
): Promise<unknown> {
  const key = await readPrivateKey(privateKey);
  const [data, dataKey] = [fromBase64(content.data), fromBase64(content.dataKey)];
  const changed = (cause?: unknown): TypeError =>
    new TypeError('The content was not encrypted for this key, or has been changed.', { cause });
  if (!data || !dataKey) throw changed();
  let text: ArrayBuffer;
  try {
    const secret = await crypto.subtle.decrypt(oaep.name, key, dataKey as Uint8Array<ArrayBuffer>);
    const mac = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]);
    const signature = await crypto.subtle.sign('HMAC', mac, data as Uint8Array<ArrayBuffer>);
    if (!(await isSameSecret(content.dataSignature, toBase64(new Uint8Array(signature))))) throw changed();
    const cipher = await crypto.subtle.importKey('raw', secret, 'AES-CBC', false, ['decrypt']);
    const parameters = { name: 'AES-CBC', iv: secret.slice(0, 16) };
    text = await crypto.subtle.decrypt(parameters, cipher, data as Uint8Array<ArrayBuffer>);
  } catch (cause) {
    throw changed(cause);
  }
  return parseJson(new Uint8Array(text));
}
