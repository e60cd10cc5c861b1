import type { Incoming } from './delivery.ts';
import { WebhookError } from './error.ts';
import { within } from './within.ts';

/** Bytes of all bodies in flight in this process. */
let buffered = 0;

/** Bounds of reading a body. */
export interface BodyLimits {
  readonly maxBodyBytes: number;
  readonly maxBufferedBytes: number;
  readonly bodyTimeoutMs: number;
}

/** A body that counts as in flight until it is released. */
export interface HeldBody {
  readonly bytes: Uint8Array;
  release(): void;
}

/** @throws WebhookError `payload_too_large` */
export function refuseLength(length: number, { maxBodyBytes }: BodyLimits): void {
  if (length > maxBodyBytes) throw new WebhookError('payload_too_large', String(maxBodyBytes));
}

/**
 * Reads a body whole. Its declared length is looked at before a byte of it is read.
 *
 * @throws WebhookError `payload_too_large`, `over_capacity`, `body_timeout`, `body_incomplete`, or the reader's own
 */
export async function readBody(incoming: Incoming, limits: BodyLimits): Promise<HeldBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const release = (): void => {
    buffered -= length;
    length = 0;
  };
  const write = (chunk: Uint8Array): void => {
    refuseLength(length + chunk.length, limits);
    if (buffered + chunk.length > limits.maxBufferedBytes) throw new WebhookError('over_capacity');
    buffered += chunk.length;
    length += chunk.length;
    chunks.push(chunk);
  };
  const deadline = new AbortController();
  try {
    const reading = incoming.read(write, deadline.signal);
    const late = (): Error => new WebhookError('body_timeout', String(limits.bodyTimeoutMs));
    if (reading) await within(limits.bodyTimeoutMs, () => reading, late);
    return { bytes: join(chunks, length), release };
  } catch (error) {
    deadline.abort();
    release();
    throw WebhookError.is(error) ? error : new WebhookError('body_incomplete', '', error);
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0] as Uint8Array;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
