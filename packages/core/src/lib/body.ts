import type { Incoming } from './delivery.ts';
import type { Limits } from './endpoint.ts';
import { WebhookError } from './error.ts';
import { gather } from './gather.ts';
import type { HashAhead } from './hash-ahead.ts';
import { LateController } from './late-controller.ts';
import { refuseLength } from './refuse-length.ts';
import { within } from './within.ts';

/** Bytes of all bodies in flight in this process. */
let buffered = 0;

/** A body that counts as in flight until it is released. */
export interface HeldBody {
  readonly bytes: Uint8Array;
  release(): void;
  /** To be called once it is verified, before anybody else gets the bytes: what was hashed ahead is forgotten. */
  proved(): void;
}

/**
 * Reads a body whole.
 *
 * @param begin - begins a hash of it, which is called where it comes in more than one chunk: one is hashed at once
 * @throws WebhookError `payload_too_large`, `over_capacity`, `body_timeout`, `body_incomplete`, or the reader's own
 */
export async function readBody(
  { read, headers }: Incoming,
  limits: Limits,
  begin?: () => HashAhead,
): Promise<HeldBody> {
  const gathered = gather(Number(headers.get('content-length')));
  let hash: HashAhead | undefined;
  let first: Uint8Array | undefined;
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
    if (first && begin && !hash) {
      hash = begin();
      hash.update(first);
    }
    hash?.update(chunk);
    first ??= chunk;
    gathered.add(chunk);
  };
  const deadline = new LateController();
  try {
    const { bodyTimeoutMs } = limits;
    const reading = read(write, deadline);
    if (reading)
      await within(bodyTimeoutMs, reading, () => new WebhookError('body_timeout', `${bodyTimeoutMs}`));
    const bytes = gathered.bytes();
    hash?.offer(bytes);
    return { bytes, release, proved: () => hash?.drop(bytes) };
  } catch (error) {
    deadline.abort(error);
    release();
    throw WebhookError.is(error) ? error : new WebhookError('body_incomplete', '', error);
  }
}
