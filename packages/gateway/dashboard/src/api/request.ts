/** An answer of the API that is no success. */
export class ApiProblem extends Error {
  /** The status; 0 where the gateway did not answer. */
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
  }
}

const listeners = new Set<() => void>();

/**
 * Tells when the gateway no longer knows who asks.
 *
 * @returns what ends it
 */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

async function toProblem(response: Response): Promise<ApiProblem> {
  const problem = (await response.json().catch(() => ({}))) as {
    detail?: string;
    title?: string;
    code?: string;
  };
  const message = problem.detail ?? problem.title ?? `The gateway answered ${response.status}.`;
  return new ApiProblem(response.status, problem.code ?? 'unknown', message);
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly body?: object;
  readonly signal?: AbortSignal;
}

async function send(path: string, { method = 'GET', body, signal }: RequestOptions): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiProblem(0, 'unreachable', 'The gateway does not answer. It is tried again by itself.');
  }
  if (response.ok) return response;
  if (response.status === 401 && !(path === '/session' && method === 'POST')) {
    for (const listener of listeners) listener();
  }
  throw await toProblem(response);
}

/** Asks the API for JSON. @throws ApiProblem where it refuses or does not answer */
export async function request<Answer>(path: string, options: RequestOptions = {}): Promise<Answer> {
  const response = await send(path, options);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** Asks the API for text. @throws ApiProblem where it refuses or does not answer */
export async function requestText(path: string): Promise<string> {
  return (await send(path, {})).text();
}

/** Writes a query: what is undefined or empty is left out. */
export function toQuery(values: object): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values) as [string, string | number | null | undefined][]) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
