import { retryDelay } from '@hooklatch/inbox';
import type { SendResult } from './channel.ts';

/** When a send is tried again: five tries within an hour. */
export const sendPolicy: {
  readonly attempts: number;
  readonly baseMs: number;
  readonly factor: number;
  readonly maxMs: number;
  readonly jitter: number;
} = { attempts: 5, baseMs: 30_000, factor: 4, maxMs: 1_800_000, jitter: 0.2 };

/** In milliseconds: a channel that asks for more is tried all the same. */
const longestRetryAfterMs = 3_600_000;

/** What becomes of a send after a try. */
export type SendVerdict =
  | { readonly state: 'sent' }
  | { readonly state: 'retry'; readonly delayMs: number; readonly reason: string }
  | { readonly state: 'dead'; readonly reason: string };

/**
 * What becomes of a send after a try.
 *
 * @param result - of the channel
 * @param attempt - from 1
 * @param random - from 0 to 1 (`Math.random`)
 * @returns whether it is over, or when it is tried again
 * @example
 * ```ts
 * import { nextSend } from '@hooklatch/alerts/rules';
 *
 * const result = { ok: false, status: 503, isPermanent: false, isChannelBroken: false, error: 'HTTP 503' };
 * console.log(nextSend(result, 5)); // { state: 'dead', reason: 'HTTP 503' }
 * ```
 */
export function nextSend(
  result: SendResult,
  attempt: number,
  random: () => number = Math.random,
): SendVerdict {
  if (result.ok) return { state: 'sent' };
  const reason = result.error ?? 'The channel did not say why.';
  if (result.isPermanent || attempt >= sendPolicy.attempts) return { state: 'dead', reason };
  const asked = Math.min(result.retryAfterMs ?? 0, longestRetryAfterMs);
  return { state: 'retry', delayMs: Math.max(asked, retryDelay(sendPolicy, attempt, random)), reason };
}
