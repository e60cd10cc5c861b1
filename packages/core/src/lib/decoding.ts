/** Bytes of hexadecimal digits, or undefined where the text is anything else. */
export function fromHex(text: string): Uint8Array | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return undefined;
  return Uint8Array.from({ length: text.length / 2 }, (_, index) =>
    Number.parseInt(text.slice(2 * index, 2 * index + 2), 16),
  );
}

/** One class, so that a long text is one step after the other; what it cannot say is said by the length. */
const base64Grammar = /^[A-Za-z0-9+/]*={0,2}$/;

/** Bytes of standard base64, padded or not, or undefined where the text is anything else. */
export function fromBase64(text: string): Uint8Array | undefined {
  const digits = text.indexOf('=') < 0 ? text.length : text.indexOf('=');
  const isWhole = digits === text.length ? digits % 4 !== 1 : text.length % 4 === 0;
  if (!isWhole || !base64Grammar.test(text)) return undefined;
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes;
}
