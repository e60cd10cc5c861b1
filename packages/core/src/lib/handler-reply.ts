import type { Reply } from './delivery.ts';
import { isSuccess } from './is-success.ts';

/** A handler's own answer that is no success asks for the event to be sent again. */
export function isGood(result: unknown): boolean {
  return !isReply(result) || isSuccess(result.status);
}

/** Whole, because handlers return all sorts of things that have a status: rows, and the responses of HTTP clients. */
export function isReply(value: unknown): value is Reply {
  const { status, headers, body } = (value ?? {}) as Partial<Reply>;
  return Number.isInteger(status) && typeof headers === 'object' && typeof body === 'string';
}
