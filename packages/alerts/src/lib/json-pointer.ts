/**
 * Reads a value by a JSON pointer (RFC 6901), and nothing that is inherited.
 *
 * @param value - a payload
 * @param pointer - such as `/data/object/id`
 * @returns a text: what is no text as JSON; undefined where nothing is there
 */
export function readPointer(value: unknown, pointer: string): string | undefined {
  let at = value;
  for (const token of readTokens(pointer)) {
    if (typeof at !== 'object' || at === null) return undefined;
    if (Array.isArray(at) && !/^(?:0|[1-9]\d{0,8})$/.test(token)) return undefined;
    if (!Object.hasOwn(at, token)) return undefined;
    at = (at as Record<string, unknown>)[token];
  }
  if (at === undefined) return undefined;
  return typeof at === 'string' ? at.slice(0, longest) : writeShort(at);
}

/**
 * Whether a text is a JSON pointer.
 *
 * @param pointer - of somebody's configuration
 * @returns whether it begins with `/` and has no `~` but `~0` and `~1`
 */
export function isPointer(pointer: string): boolean {
  return pointer.startsWith('/') && pointer.length <= 500 && !/~(?![01])/.test(pointer);
}

/** In characters: no channel shows more. */
const longest = 4000;

function readTokens(pointer: string): readonly string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function writeShort(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)?.slice(0, longest);
  } catch {
    return undefined;
  }
}
