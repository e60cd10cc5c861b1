import { randomFillSync } from 'node:crypto';

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
/** In bytes, of each id. */
const randomLength = 11;
/** Random bytes are asked of the system for many ids at once. */
const pool = new Uint8Array(512 * randomLength);
let used = pool.length;
let last = 0;
let count = 0;

/** What an id's first letters say. */
export type IdKind =
  | 'evt'
  | 'end'
  | 'sec'
  | 'dst'
  | 'con'
  | 'fwd'
  | 'att'
  | 'blk'
  | 'chn'
  | 'rul'
  | 'alt'
  | 'snd'
  | 'iss'
  | 'usr'
  | 'tok'
  | 'aud'
  | 'tun';

/**
 * Makes an id that sorts by when it was made: 9 letters of Unix milliseconds, 3 that count within one, 11 random.
 *
 * @param kind - its first letters
 * @param now - Unix milliseconds
 */
export function createId(kind: IdKind, now: number): string {
  // A clock that goes back does not turn the order around.
  const time = Math.max(now, last);
  count = time === last ? count + 1 : 0;
  last = time;
  return `${kind}_${write(time, 9)}${write(count % 32_768, 3)}${writeRandom()}`;
}

function writeRandom(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  let text = '';
  for (const end = used + randomLength; used < end; used += 1) text += alphabet[(pool[used] as number) % 32];
  return text;
}

function write(value: number, length: number): string {
  let rest = value;
  let text = '';
  for (let at = 0; at < length; at += 1) {
    text = `${alphabet[rest % 32]}${text}`;
    rest = Math.floor(rest / 32);
  }
  return text;
}
