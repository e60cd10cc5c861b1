import type { Incoming } from './delivery.ts';
import type { Limits } from './endpoint.ts';
import { WebhookError } from './error.ts';
import { refuseLength } from './refuse-length.ts';
import { within } from './within.ts';

/** Bytes of all bodies in flight in this process. */
let buffered = 0;

/** A body that counts as in flight until it is released. */
export interface HeldBody {
  readonly bytes: Uint8Array;
  release(): void;
}

/**
 * Reads a body whole. Its declared length is looked at before a byte of it is read.
 *
 * @throws WebhookError `payload_too_large`, `over_capacity`, `body_timeout`, `body_incomplete`, or the reader's own
 */
export async function readBody({ read }: Incoming, limits: Limits): Promise<HeldBody> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const release = (): void => {
    buffered -= length;
    length = 0;
  };
  const write = (chunk: Uint8Array): void => {
    const size = chunk.length;
    refuseLength(length + size, limits);
    if (buffered + size > limits.maxBufferedBytes) throw new WebhookError('over_capacity');
    buffered += size;
    length += size;
    chunks.push(chunk);
  };
  const deadline = new AbortController();
  try {
    const { bodyTimeoutMs } = limits;
    const reading = read(write, deadline.signal);
    if (reading)
      await within(bodyTimeoutMs, reading, () => new WebhookError('body_timeout', `${bodyTimeoutMs}`));
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
