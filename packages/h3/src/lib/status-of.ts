import type { H3EventLike } from './h3-event-like.ts';

/** The class that h3 2 has for an answer with a status is known by this. */
const httpResponse = Symbol.for('h3.HTTPResponse');

/** The status that h3 will answer with, or has answered with, where a handler gives `value`. */
export function statusOf(event: H3EventLike, value: unknown): number {
  // h3 2 says by a symbol that it has found nothing.
  if (value instanceof Error || value === Symbol.for('h3.notFound')) return 500;
  const own = value as { status?: number; [httpResponse]?: true } | null | undefined;
  if (value instanceof Response || own?.[httpResponse] === true) {
    if (own?.status !== undefined) return own.status;
  }
  const { res } = event as { res?: { status?: number; statusCode?: number } };
  return res?.statusCode ?? res?.status ?? 200;
}
