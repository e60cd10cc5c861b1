/*
 * Text of requests is kept as byte strings: each character is one byte, as Node gives header values. So nothing is lost
 * where bytes are no UTF-8, and what is ASCII can be looked for as usual.
 */

/** Bytes, or text as its UTF-8 bytes, as a byte string. */
export function toByteString(given: Uint8Array | string): string {
  if (typeof given === 'string') return Buffer.from(given, 'utf8').toString('latin1');
  return asBuffer(given).toString('latin1');
}

/** The bytes of a byte string. */
export function fromByteString(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'));
}

/** A byte string as people read it: the text where it is UTF-8, else one character a byte. */
export function toReadable(text: string): string {
  return toText(Buffer.from(text, 'latin1')) ?? text;
}

/** The text of bytes that are UTF-8, with its byte order mark, or undefined. */
export function toText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Bytes in base64. */
export function toBase64(bytes: Uint8Array): string {
  return asBuffer(bytes).toString('base64');
}

/** The bytes of base64, or undefined where it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(plain)) return undefined;
  return Uint8Array.from(Buffer.from(plain, 'base64'));
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
