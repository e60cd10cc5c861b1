/** One element of DER (ITU-T X.690): its tag, its content, and itself with its header. */
export interface DerElement {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

/**
 * Reads the elements that stand one after the other, strictly: definite lengths in their shortest form, no rest.
 *
 * @param bytes - the elements, and nothing else
 * @returns them, or undefined where the bytes are no DER
 */
export function readDer(bytes: Uint8Array): readonly DerElement[] | undefined {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] as number;
    const header = readLength(bytes, at + 1);
    // Tags above 30 take several bytes; nothing that is read here has one.
    if ((tag & 0x1f) === 0x1f || !header) return undefined;
    const end = header.start + header.length;
    if (end > bytes.length) return undefined;
    elements.push({ tag, content: bytes.subarray(header.start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return elements;
}

function readLength(bytes: Uint8Array, at: number): { start: number; length: number } | undefined {
  const first = bytes[at];
  if (first === undefined || first === 0x80 || first > 0x84) return undefined;
  if (first < 0x80) return { start: at + 1, length: first };
  const count = first - 0x80;
  let length = 0;
  for (let index = 1; index <= count; index += 1) length = length * 256 + (bytes[at + index] ?? Number.NaN);
  const shortest = length >= 0x80 && length >= 256 ** (count - 1);
  return shortest ? { start: at + 1 + count, length } : undefined;
}

/**
 * The elements within a constructed element of that tag; undefined where it is another one.
 *
 * @param element - the element, if there is one
 * @param tag - the tag that it is to have
 * @returns what is within it
 */
export function childrenOf(element: DerElement | undefined, tag: number): readonly DerElement[] | undefined {
  return element?.tag === tag ? readDer(element.content) : undefined;
}

export const derSequence = 0x30;
const derInteger = 0x02;

/**
 * An ECDSA signature as Web Crypto wants it, r and s side by side, from DER.
 *
 * @param bytes - the DER
 * @param size - bytes of r and of s: 32 for P-256
 * @returns undefined where the bytes are no such signature
 */
export function fromDerSignature(bytes: Uint8Array, size: number): Uint8Array | undefined {
  const outer = readDer(bytes);
  const numbers = outer?.length === 1 ? childrenOf(outer[0], derSequence) : undefined;
  if (numbers?.length !== 2) return undefined;
  const joined = new Uint8Array(2 * size);
  for (const [index, { tag, content }] of numbers.entries()) {
    const [first = 0x80, second = 0] = content;
    // A number is positive, and has no zero before it but the one that keeps it so.
    if (tag !== derInteger || first >= 0x80 || (first === 0 && content.length > 1 && second < 0x80))
      return undefined;
    const digits = first === 0 ? content.subarray(1) : content;
    if (digits.length > size) return undefined;
    joined.set(digits, (index + 1) * size - digits.length);
  }
  return joined;
}

/** The inverse: DER of r and s side by side. */
export function toDerSignature(joined: Uint8Array): Uint8Array {
  const size = joined.length / 2;
  const numbers = [joined.subarray(0, size), joined.subarray(size)].map((number) => {
    let start = 0;
    while (start < size - 1 && number[start] === 0) start += 1;
    return number.subarray(start);
  });
  // One whose first bit is set would be negative: a zero stands before it.
  const lengths = numbers.map((number) => number.length + ((number[0] ?? 0) >= 0x80 ? 1 : 0));
  const content = lengths.reduce((sum, length) => sum + 2 + length, 0);
  const prefix = content < 0x80 ? [derSequence, content] : [derSequence, 0x81, content];
  const der = new Uint8Array(prefix.length + content);
  der.set(prefix);
  let at = prefix.length;
  for (const [index, number] of numbers.entries()) {
    const length = lengths[index] as number;
    der[at] = derInteger;
    der[at + 1] = length;
    at += 2 + length;
    der.set(number, at - number.length);
  }
  return der;
}
