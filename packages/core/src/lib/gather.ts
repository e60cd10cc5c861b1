import { joinInto } from './join-bytes.ts';

/** In bytes: from then on a sender has shown that it sends. */
const enough = 524_288;

/** A body that is put together. */
export interface Gathered {
  add(chunk: Uint8Array): void;
  /** All of it: the only chunk itself, where there is one. */
  bytes(): Uint8Array;
}

/**
 * Puts chunks together. Where their length was declared they are copied as they come, so that nothing is left to copy
 * at the end and no byte is in memory twice for long. Room is made when half has arrived, or enough: declaring much
 * costs nothing.
 *
 * @param declared - in bytes; NaN where nobody has said it
 */
export function gather(declared: number): Gathered {
  let chunks: Uint8Array[] = [];
  let length = 0;
  let whole: Uint8Array | undefined;
  return {
    add(chunk) {
      const start = length;
      length += chunk.length;
      if (whole && length <= whole.length) {
        whole.set(chunk, start);
        return;
      }
      // More than was declared.
      if (whole) chunks = [whole.subarray(0, start)];
      chunks.push(chunk);
      const isTime = chunks.length > 1 && length <= declared && length >= Math.min(declared / 2, enough);
      whole = isTime ? joinInto(declared, chunks) : undefined;
      if (whole) chunks = [];
    },
    bytes() {
      if (whole) return whole.subarray(0, length);
      return chunks.length === 1 ? (chunks[0] as Uint8Array) : joinInto(length, chunks);
    },
  };
}
