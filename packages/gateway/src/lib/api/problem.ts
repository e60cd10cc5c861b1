import { HTTPException } from 'hono/http-exception';
import { STATUS_CODES } from 'node:http';
import type { ZodError } from 'zod';
import { ApiError } from './api-error.ts';

/** What is wrong with one field. */
export interface FieldProblem {
  /** Where it stands: `body.email`, `query.limit`. */
  readonly field: string;
  readonly message: string;
}

/** What every error of the API is answered with (RFC 9457). */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  /** One sentence, for people. */
  readonly detail: string;
  readonly errors?: readonly FieldProblem[] | undefined;
}

/** Problem details, as a response. */
function toResponse(
  { status, code, detail, errors }: Pick<Problem, 'status' | 'code' | 'detail' | 'errors'>,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const title = STATUS_CODES[status] ?? 'Error';
  const problem: Problem = { type: 'about:blank', title, status, code, detail, ...(errors && { errors }) };
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

const codes: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'not_signed_in',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  415: 'wrong_media_type',
};

/** PostgreSQL's, for a text with a NUL in it; SQLite keeps one. */
const noSuchText = '22021';

/**
 * What an error of a route is answered with.
 *
 * @param error - whatever was thrown
 * @param log - is told of what is nobody's fault but ours
 */
export function toProblem(error: unknown, log: (error: unknown) => void): Response {
  if (error instanceof ApiError) {
    const { status, code, message, retryAfter } = error;
    const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    return toResponse({ status, code, detail: message }, headers);
  }
  if (error instanceof HTTPException && error.status < 500) {
    const detail = error.message || 'The request cannot be understood.';
    return toResponse({ status: error.status, code: codes[error.status] ?? 'invalid_request', detail });
  }
  if ((error as { code?: unknown }).code === noSuchText) {
    const detail = 'A text has a NUL character (\\u0000) in it, which cannot be kept: leave it out.';
    return toResponse({ status: 422, code: 'invalid', detail });
  }
  log(error);
  if (isUnavailable(error)) {
    const detail = 'The database does not answer; try again.';
    return toResponse({ status: 503, code: 'database_unavailable', detail }, { 'retry-after': '2' });
  }
  return toResponse({
    status: 500,
    code: 'failed',
    detail: 'Something went wrong in the gateway; its log says what.',
  });
}

/** What a schema has found wrong, field by field. */
export function toInvalid(target: string, error: ZodError): Response {
  const place = target === 'json' ? 'body' : target;
  const errors = error.issues.slice(0, 20).map((issue) => ({
    field: [place, ...issue.path.map(String)].join('.'),
    // What is wrong with a name that is a key stands within.
    message: (issue.code === 'invalid_key' && issue.issues[0]?.message) || issue.message,
  }));
  const [first] = errors;
  const detail = first === undefined ? 'The request is not valid.' : `${first.field}: ${first.message}`;
  return toResponse({ status: 422, code: 'invalid', detail, errors });
}

const unavailable = /^(ECONN|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|08|57P|53)/;

function isUnavailable(error: unknown): boolean {
  const { code, errcode, message = '' } = error as { code?: unknown; errcode?: unknown; message?: string };
  if (code === 'ERR_SQLITE_ERROR')
    return typeof errcode === 'number' && [5, 6, 10, 13].includes(errcode % 256);
  return (
    (typeof code === 'string' && unavailable.test(code)) ||
    /timeout exceeded when trying to connect/.test(message)
  );
}
