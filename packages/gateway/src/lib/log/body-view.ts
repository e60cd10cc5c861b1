import { readableText } from './readable-text.ts';

/** A body as it is shown. */
export interface BodyView {
  /** Where it is UTF-8, with its byte order mark; null where it is not. */
  readonly text: string | null;
  /** Where it is no text. */
  readonly base64: string | null;
  /** Whether there is more than 1 MiB of it: the rest is in the raw body alone. */
  readonly isTruncated: boolean;
}

/** In bytes. */
const shownBytes = 2 ** 20;

/** A body as it is shown: its first 1 MiB as the text that it is, or else in base64. */
export function toBodyView(body: Uint8Array): BodyView {
  const isTruncated = body.length > shownBytes;
  const shown = body.subarray(0, shownBytes);
  const text = readableText(shown, { isCut: isTruncated });
  if (text !== undefined) return { text, base64: null, isTruncated };
  const base64 = Buffer.from(shown.buffer, shown.byteOffset, shown.byteLength).toString('base64');
  return { text: null, base64, isTruncated };
}
