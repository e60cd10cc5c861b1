import type { LambdaContext } from './lambda-event.ts';

/** The end of an invocation, seen from before it. */
export interface Deadline {
  /** Aborted while there is still time to settle and to answer. */
  readonly signal?: AbortSignal;
  clear(): void;
}

/** In milliseconds; of a short time it is a tenth. */
const longestReserve = 1000;

/** Starts to count, where the context knows how much time is left. */
export function startDeadline(context: LambdaContext): Deadline {
  const left = context.getRemainingTimeInMillis?.();
  if (left === undefined) return { clear() {} };
  const over = new AbortController();
  const abort = (): void =>
    over.abort(new DOMException('The time of this invocation is nearly over.', 'TimeoutError'));
  const timer = setTimeout(abort, Math.max(0, left - Math.min(left / 10, longestReserve)));
  return { signal: over.signal, clear: () => clearTimeout(timer) };
}
