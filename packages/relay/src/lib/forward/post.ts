import type { Sent } from './send-queue.ts';

/** Who is sent to. */
export interface Receiver {
  readonly url: string;
  readonly token: () => string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
}

/** What an answer may ask to wait at most, in milliseconds. */
const mostRetryAfterMs = 600_000;

/**
 * Posts something, and reads what came of it from the answer's status.
 *
 * @throws whatever `fetch` throws where there is no answer
 */
export async function post(
  { url, token, timeoutMs, fetch }: Receiver,
  { type, body }: { readonly type: string; readonly body: Uint8Array<ArrayBuffer> },
  signal: AbortSignal,
): Promise<Sent> {
  const secret = token();
  if (secret === '') return { state: 'failed', reason: 'There is no token yet.' };
  const response = await fetch(url, {
    method: 'POST',
    // Workers know no other that follows none.
    redirect: 'manual',
    signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    headers: { authorization: `Bearer ${secret}`, 'content-type': type },
    body,
  });
  // Until the body is read or given up, the connection is not free.
  await response.body?.cancel();
  const { status } = response;
  if (response.ok) return { state: 'taken' };
  const reason = `The receiver answered ${status}.`;
  const isPassing = status >= 500 || status === 408 || status === 425 || status === 429;
  if (!isPassing) return { state: 'refused', reason };
  return { state: 'failed', reason, retryAfterMs: readRetryAfter(response.headers.get('retry-after')) };
}

function readRetryAfter(text: string | null): number | undefined {
  return text !== null && /^\d{1,6}$/.test(text)
    ? Math.min(Number(text) * 1000, mostRetryAfterMs)
    : undefined;
}
