import { maxHeadBytes } from './constants.ts';

/** A message before anybody looked at what it says. */
export interface Frame {
  readonly head: unknown;
  readonly body: Uint8Array;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const empty = new Uint8Array();

/**
 * Writes one message: the length of its head in 4 bytes (unsigned, big-endian), the head as JSON in UTF-8, the body.
 *
 * @param head - what JSON can say
 * @param body - bytes, as they are
 * @returns the message
 */
export function writeFrame(head: object, body: Uint8Array = empty): Uint8Array<ArrayBuffer> {
  const json = encoder.encode(JSON.stringify(head));
  if (json.length > maxHeadBytes) throw new RangeError(`The head has more than ${maxHeadBytes} bytes.`);
  const frame = new Uint8Array(4 + json.length + body.length);
  new DataView(frame.buffer).setUint32(0, json.length);
  frame.set(json, 4);
  frame.set(body, 4 + json.length);
  return frame;
}

/**
 * Reads what {@link writeFrame} wrote.
 *
 * @param frame - one message
 * @returns head and body, the body being part of the message's memory; nothing where it is no message
 */
export function readFrame(frame: Uint8Array): Frame | undefined {
  if (frame.length < 4) return undefined;
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(0);
  if (length > maxHeadBytes || length > frame.length - 4) return undefined;
  try {
    const head: unknown = JSON.parse(decoder.decode(frame.subarray(4, 4 + length)));
    return { head, body: frame.subarray(4 + length) };
  } catch {
    return undefined;
  }
}
