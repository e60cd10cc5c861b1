import type { HeaderPairs } from '../outbound/create-outbound.ts';
import { nextDelay, readRetryAfter } from './schedule.ts';

/** What a receiver said, or why it said nothing. */
export interface AttemptResult {
  readonly startedAt: number;
  readonly milliseconds: number;
  /** Where it went: shown, so without a query of ours. */
  readonly target: string;
  readonly status?: number | undefined;
  readonly headers?: HeaderPairs | undefined;
  /** At most 64 KiB. */
  readonly body?: Uint8Array | undefined;
  /** Stable, where there was no answer. */
  readonly errorCode?: string | undefined;
  readonly error?: string | undefined;
  /** Whether another attempt could not end otherwise. */
  readonly isFinal?: boolean | undefined;
}

/** What an attempt means for its forward. */
export type Judgement =
  | { readonly state: 'delivered' }
  | { readonly state: 'queued'; readonly delayMs: number }
  | { readonly state: 'dead' };

/** What a judgement depends on, next to the result. */
export interface JudgeOptions {
  readonly schedule: readonly number[];
  /** Of this life of the forward, from 1. */
  readonly attempt: number;
  readonly now: number;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Judges an attempt. 2xx is delivered; everything else, a redirect too, is tried again as scheduled, but 410 and an
 * answer with `hooklatch-retry: never`, which are final.
 */
export function judgeAttempt(result: AttemptResult, options: JudgeOptions): Judgement {
  const { status, headers = [] } = result;
  if (isDelivered(result)) return { state: 'delivered' };
  if (result.isFinal || status === 410 || isGivenUp(result)) return { state: 'dead' };
  const { schedule, attempt, now, random } = options;
  const retryAfterMs = readRetryAfter(valueOf(headers, 'retry-after'), now);
  const delayMs = nextDelay(schedule, { attempt, retryAfterMs }, random);
  return delayMs === undefined ? { state: 'dead' } : { state: 'queued', delayMs };
}

/** Whether the receiver has taken it. */
export const isDelivered = ({ status }: AttemptResult): boolean =>
  status !== undefined && status >= 200 && status < 300;

/** Whether the receiver works, and wants this event never again. */
export const isGivenUp = ({ headers = [] }: AttemptResult): boolean =>
  valueOf(headers, 'hooklatch-retry')?.trim().toLowerCase() === 'never';

function valueOf(headers: HeaderPairs, name: string): string | undefined {
  return headers.find(([given]) => given.toLowerCase() === name)?.[1];
}
