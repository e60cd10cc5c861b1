/**
 * Bytes as the text that they are.
 *
 * @param bytes - of a body
 * @param options - `isCut` where more bytes follow: a letter that is cut at the end is left out
 * @returns nothing where they are no UTF-8
 */
export function readableText(
  bytes: Uint8Array,
  { isCut = false }: { readonly isCut?: boolean } = {},
): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isCut });
  } catch {
    return undefined;
  }
}
