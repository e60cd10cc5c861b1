import { WebhookError } from '@hooklatch/core';
import { toIncoming } from '@hooklatch/core/node';
import type { IncomingMessage } from 'node:http';
import type { BodyBudget } from './body-budget.ts';

/** What bounds a body. */
export interface BodyLimits {
  readonly maxBodyBytes: number;
  /** How long it may take to arrive, in milliseconds. */
  readonly bodyTimeoutMs: number;
  readonly budget: BodyBudget;
}

/** A body as far as it was read. It counts as held until it is released. */
export interface RequestBody {
  readonly bytes: Uint8Array;
  /** Why the rest was not read. */
  readonly error: WebhookError | undefined;
  release(): void;
}

/**
 * Reads the exact bytes of a request. Never rejects: what could not be read whole has its error.
 *
 * @param request - nobody else has read it
 * @param limits - of its length, of its time, and of all that is held
 */
export async function readRequestBody(request: IncomingMessage, limits: BodyLimits): Promise<RequestBody> {
  const { maxBodyBytes, bodyTimeoutMs, budget } = limits;
  const chunks: Uint8Array[] = [];
  let length = 0;
  const write = (chunk: Uint8Array): void => {
    if (length + chunk.length > maxBodyBytes) throw new WebhookError('payload_too_large', `${maxBodyBytes}`);
    if (!budget.take(chunk.length)) throw new WebhookError('over_capacity');
    length += chunk.length;
    chunks.push(chunk);
  };
  let error: WebhookError | undefined;
  try {
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared > maxBodyBytes) throw new WebhookError('payload_too_large', `${maxBodyBytes}`);
    await readInTime(request, write, bodyTimeoutMs);
  } catch (cause) {
    error = WebhookError.is(cause) ? cause : new WebhookError('body_incomplete', '', cause);
  }
  return {
    bytes: chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks, length),
    error,
    release() {
      budget.give(length);
      length = 0;
    },
  };
}

async function readInTime(
  request: IncomingMessage,
  write: (chunk: Uint8Array) => void,
  bodyTimeoutMs: number,
): Promise<void> {
  let controller: AbortController | undefined;
  // A short body is there at once, and needs neither a signal nor a timer.
  const deadline = {
    get signal(): AbortSignal {
      return (controller ??= new AbortController()).signal;
    },
  };
  const reading = toIncoming(request).read(write, deadline);
  if (!reading) return;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    controller?.abort();
  }, bodyTimeoutMs);
  try {
    await reading;
  } catch (error) {
    throw isLate ? new WebhookError('body_timeout', `${bodyTimeoutMs}`) : error;
  } finally {
    clearTimeout(timer);
  }
}
