/**
 * Bytes one after the other.
 *
 * @param parts - in their order
 * @returns one copy of them all
 */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return joinInto(
    parts.reduce((length, part) => length + part.length, 0),
    parts,
  );
}

/** The same at the beginning of so many bytes. */
export function joinInto(length: number, parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
