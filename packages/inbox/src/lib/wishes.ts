/**
 * Thrown by a handler to have its event tried again at a time of its own.
 *
 * @example
 * ```ts
 * import { RetryIn } from '@hooklatch/inbox';
 *
 * export function refuse(response: Response): never {
 *   throw new RetryIn(Number(response.headers.get('retry-after')) * 1000);
 * }
 * ```
 */
export class RetryIn extends Error {
  /** Milliseconds. */
  readonly delayMs: number;

  /**
   * @param delayMs - in milliseconds, from now
   * @param reason - for the operator
   * @throws TypeError where the delay is no number from 0
   */
  constructor(delayMs: number, reason: string = 'The handler asked for another attempt.') {
    super(reason);
    if (!Number.isFinite(delayMs) || delayMs < 0) throw new TypeError('delayMs is no number from 0.');
    this.name = 'RetryIn';
    this.delayMs = delayMs;
  }
}

/**
 * Thrown by a handler to have its event tried no more: it is dead at once.
 *
 * @example
 * ```ts
 * import { GiveUp } from '@hooklatch/inbox';
 *
 * export function refuse(): never {
 *   throw new GiveUp('The customer has been deleted.');
 * }
 * ```
 */
export class GiveUp extends Error {
  /** @param reason - for the operator */
  constructor(reason: string) {
    super(reason);
    this.name = 'GiveUp';
  }
}

/** Tells by name, because two copies of this package may meet. */
export function isRetryIn(error: unknown): error is RetryIn {
  const { name, delayMs } = (error ?? {}) as Partial<RetryIn>;
  return name === 'RetryIn' && Number.isFinite(delayMs) && (delayMs as number) >= 0;
}

export function isGiveUp(error: unknown): error is GiveUp {
  return (error as Error | undefined)?.name === 'GiveUp';
}
