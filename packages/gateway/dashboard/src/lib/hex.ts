/** One line of a hex view: sixteen bytes. */
export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

/** Lays bytes out as `00000010  7b 22 …  {"…`. */
export function toHexLines(bytes: Uint8Array, from: number, to: number): HexLine[] {
  const lines: HexLine[] = [];
  for (let start = from; start < Math.min(to, bytes.length); start += 16) {
    const part = [...bytes.subarray(start, start + 16)];
    lines.push({
      offset: start.toString(16).padStart(8, '0'),
      hex: part
        .map((byte, at) => `${byte.toString(16).padStart(2, '0')}${at === 7 ? ' ' : ''}`)
        .join(' ')
        .padEnd(48),
      text: part.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join(''),
    });
  }
  return lines;
}

/** The bytes of a body, however the API gave them. */
export function toBytes({ text, base64 }: { text: string | null; base64: string | null }): Uint8Array {
  if (base64 !== null) return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new TextEncoder().encode(text ?? '');
}
