import { visibleLine } from '../../lib/visible.ts';

/** What a destination fails with, as alerts say it: `HTTP 503`, or why there was no answer. */
export function toCause(cause: string): string {
  return /^\d{3}$/.test(cause) ? `HTTP ${cause}` : visibleLine(cause);
}
