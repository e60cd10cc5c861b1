/**
 * Aborts a controller with the first of some signals. Not `AbortSignal.any`: not every runtime has it, and what listens
 * to its signal lives as long as the longest of them.
 *
 * @param controller - gets the reason of the signal
 * @param signals - those that are undefined are left out
 * @returns what stops following
 * @example
 * ```ts
 * import { followSignals } from '@hooklatch/core/store';
 *
 * export function toEnding(closing: AbortSignal): AbortController {
 *   const ending = new AbortController();
 *   followSignals(ending, [closing]);
 *   return ending;
 * }
 * ```
 */
export function followSignals(
  controller: Pick<AbortController, 'abort'>,
  signals: readonly (AbortSignal | undefined)[],
): () => void {
  const stops = signals.map((signal) => {
    const abort = (): void => controller.abort(signal?.reason);
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    return () => signal?.removeEventListener('abort', abort);
  });
  return () => {
    for (const stop of stops) stop();
  };
}
