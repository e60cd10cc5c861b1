import type { Incoming } from './delivery.ts';
import { WebhookError } from './error.ts';

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

/** Refuses a body whose declared length is over the limit, before a byte of it is read. */
export function refuseDeclaredLength(incoming: Incoming, maxBodyBytes: number): void {
  const declared = incoming.headers.get('content-length');
  if (declared !== undefined && Number(declared) > maxBodyBytes) throw tooLarge(maxBodyBytes);
}

/**
 * Reads a body whole.
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
    if (length + chunk.length > limits.maxBodyBytes) throw tooLarge(limits.maxBodyBytes);
    if (buffered + chunk.length > limits.maxBufferedBytes) {
      throw new WebhookError(
        'over_capacity',
        'The bodies in flight fill maxBufferedBytes; raise it or add instances.',
      );
    }
    buffered += chunk.length;
    length += chunk.length;
    chunks.push(chunk);
  };
  try {
    await readInTime(incoming, write, limits.bodyTimeoutMs);
    return { bytes: join(chunks, length), release };
  } catch (cause) {
    release();
    if (WebhookError.is(cause)) throw cause;
    throw new WebhookError('body_incomplete', 'The sender went away before the body was whole.', { cause });
  }
}

async function readInTime(
  incoming: Incoming,
  write: (chunk: Uint8Array) => void,
  timeoutMs: number,
): Promise<void> {
  const deadline = new AbortController();
  const reading = incoming.read(write, deadline.signal);
  if (reading === undefined) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new WebhookError('body_timeout', `The body took more than ${timeoutMs} ms (bodyTimeoutMs).`));
      deadline.abort();
    }, timeoutMs);
  });
  try {
    await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
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

function tooLarge(maxBodyBytes: number): WebhookError {
  return new WebhookError('payload_too_large', `The body is over ${maxBodyBytes} bytes (maxBodyBytes).`);
}
