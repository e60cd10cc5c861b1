import { parseJson } from '@hooklatch/core/provider';

/**
 * The bytes of one member of a JSON object, or of the first item of an array, without the white space between tokens:
 * numbers and escapes stay as they were written.
 *
 * @param body - the JSON
 * @param member - the member's name; the first item of an array without it
 * @returns undefined where the body is no such JSON, or has the member twice
 */
export function sliceJson(body: Uint8Array, member?: string): Uint8Array | undefined {
  // What has parsed is well-formed, which is what the scanning below relies on.
  const parsed = parseJson(body);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  if (Array.isArray(parsed) !== (member === undefined)) return undefined;
  const tokens = compactJson(body);
  if (member === undefined) return (parsed as unknown[]).length > 0 ? valueAt(tokens, 1) : undefined;
  const found: Uint8Array[] = [];
  for (let at = 1; at < tokens.length - 1;) {
    const name = valueAt(tokens, at);
    const value = valueAt(tokens, at + name.length + 1);
    if (parseJson(name) === member) found.push(value);
    at += name.length + value.length + 2;
  }
  return found.length === 1 ? found[0] : undefined;
}

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;
const opening = new Set([0x5b, 0x7b]);
const closing = new Set([0x5d, 0x7d]);
const blank = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** JSON without the white space between its tokens, and without a byte order mark. */
function compactJson(body: Uint8Array): Uint8Array {
  const kept = new Uint8Array(body.length);
  let length = 0;
  let inText = false;
  const start = body[0] === 0xef ? 3 : 0;
  for (let at = start; at < body.length; at += 1) {
    const byte = body[at] as number;
    if (!inText && blank.has(byte)) continue;
    kept[length] = byte;
    length += 1;
    if (byte === backslash) {
      at += 1;
      kept[length] = body[at] as number;
      length += 1;
    } else if (byte === quote) inText = !inText;
  }
  return kept.subarray(0, length);
}

/** The value that begins at a place of compact JSON. */
function valueAt(json: Uint8Array, start: number): Uint8Array {
  let depth = 0;
  let inText = false;
  let at = start;
  for (; at < json.length; at += 1) {
    const byte = json[at] as number;
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (opening.has(byte)) depth += 1;
    else if (depth === 0 && (byte === comma || byte === colon || closing.has(byte))) break;
    else if (closing.has(byte)) depth -= 1;
  }
  return json.subarray(start, at);
}
