import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Refuses a request of the API: it is answered as problem details. */
export class ApiError extends Error {
  /** The status that is answered. */
  readonly status: ContentfulStatusCode;
  /** Stable, for programs. */
  readonly code: string;
  /** When to come again, in seconds. */
  readonly retryAfter: number | undefined;

  /**
   * @param message - one sentence of advice, which is answered too
   * @param retryAfter - in seconds
   */
  constructor(status: ContentfulStatusCode, code: string, message: string, retryAfter?: number) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** @throws ApiError 404 where there is no such thing */
export function found<Thing>(thing: Thing | undefined, what: string): Thing {
  if (thing === undefined) throw new ApiError(404, 'not_found', `There is no such ${what}.`);
  return thing;
}
