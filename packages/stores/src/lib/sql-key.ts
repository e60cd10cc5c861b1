/** In UTF-16 code units. An index of PostgreSQL holds 2704 bytes, and a unit takes up to 3. */
const longest = 512;
const shown = longest - 64;

/** What a database cannot keep as text: NUL, and halves of a surrogate pair, which UTF-8 does not have. */
const unstorable = /[\0\p{Surrogate}]/gu;

/**
 * The text that stands for a key in the database: the key itself, where it has at most 512 UTF-16 code units and is text
 * that a database keeps. Else its first 448 units, `#` and the SHA-256 of all of them, which is longer than any key
 * that stands for itself.
 *
 * @param key - any string
 * @returns another text for each key
 */
export async function toStoredKey(key: string): Promise<string> {
  if (key.length <= longest && key.search(unstorable) < 0) return key;
  const units = new DataView(new ArrayBuffer(2 * key.length));
  for (let index = 0; index < key.length; index += 1) units.setUint16(2 * index, key.charCodeAt(index));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', units));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const head = key.slice(0, shown).replace(unstorable, '?').padEnd(shown, '.');
  return `${head}#${hex}`;
}
