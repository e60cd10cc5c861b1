import type { FieldProblem, Problem } from './lib/api/problem.ts';
import type { Asked, GatewayRoutes } from './lib/client/gateway-routes.ts';

export type { GatewayRoutes } from './lib/client/gateway-routes.ts';

/** How the API of a gateway is reached. */
export interface GatewayClientOptions {
  /** Where its dashboard is, such as `https://gateway.example.com`. */
  readonly url: string;
  /** Of the API, made in the dashboard: `gw_…`. */
  readonly token: string;
  /** How long an answer may take, in milliseconds. (30,000) */
  readonly timeoutMs?: number | undefined;
  /** (the platform's) */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** What may be said of one request besides what the route takes. */
export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  /** Lets a POST be sent again without being done again, for 24 hours. */
  readonly idempotencyKey?: string | undefined;
}

/** The API of a gateway. */
export interface GatewayClient {
  /**
   * Asks for a route, named as in the OpenAPI document: `GET /endpoints/{id}`.
   *
   * @param route - its method and path
   * @param asked - its `path`, `query` and `body`, where it has them
   * @returns what it answers
   * @throws GatewayError where it refuses; whatever `fetch` throws where it does not answer
   */
  ask<Route extends keyof GatewayRoutes>(
    route: Route,
    ...asked: Asked<GatewayRoutes[Route]> extends infer Given
      ? Partial<Given> extends Given
        ? [asked?: Given & AskOptions]
        : [asked: Given & AskOptions]
      : never
  ): Promise<GatewayRoutes[Route]['answer']>;
}

/** An answer of the API that is no success. */
export class GatewayError extends Error {
  /** The status that was answered. */
  readonly status: number;
  /** Stable, for programs: `not_found`, `invalid`. */
  readonly code: string;
  /** What is wrong with each field, where the request was not valid. */
  readonly errors: readonly FieldProblem[];

  /** @param problem - what was answered */
  constructor({ status, code, detail, errors }: Pick<Problem, 'status' | 'code' | 'detail' | 'errors'>) {
    super(detail);
    this.name = 'GatewayError';
    this.status = status;
    this.code = code;
    this.errors = errors ?? [];
  }
}

/** A route's own part of a request, as the client reads it. */
interface AnyAsked extends AskOptions {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly body?: unknown;
}

/**
 * Makes a client of a gateway's API, typed by the API itself.
 *
 * @param options - where it is, and the token
 * @throws TypeError where the URL or the token is none
 * @example
 * ```ts
 * import { createGatewayClient } from '@hooklatch/gateway/client';
 *
 * const gateway = createGatewayClient({ url: 'http://127.0.0.1:4400', token: 'gw_a-token-of-the-dashboard' });
 * export const listTokens = () => gateway.ask('GET /tokens');
 * export const removeToken = (id: string) => gateway.ask('DELETE /tokens/{id}', { path: { id } });
 * ```
 */
export function createGatewayClient(options: GatewayClientOptions): GatewayClient {
  const { url, token, timeoutMs = 30_000 } = options;
  if (!URL.canParse(url))
    throw new TypeError('url must be where the dashboard is, such as http://127.0.0.1:4400.');
  if (!token.startsWith('gw_')) throw new TypeError('token must be a token of the API: it begins with gw_.');
  const base = `${url.replace(/\/+$/, '')}/api/v1`;
  const send = options.fetch ?? globalThis.fetch;
  const ask = async (
    route: string,
    { path = {}, query, body, signal, idempotencyKey }: AnyAsked = {},
  ): Promise<unknown> => {
    const [method = 'GET', pattern = '/'] = route.split(' ');
    const filled = fillPath(pattern, path);
    const timeout = AbortSignal.timeout(timeoutMs);
    const response = await send(`${base}${filled}${toQuery(query)}`, {
      method,
      redirect: 'error',
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return readAnswer(response);
  };
  return { ask: ask as GatewayClient['ask'] };
}

/** @throws TypeError where a part is missing, or would lead to another route */
function fillPath(pattern: string, path: Readonly<Record<string, string>>): string {
  return pattern.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const part = path[name] ?? '';
    if (/^\.{0,2}$/.test(part)) throw new TypeError(`path.${name} must be an id.`);
    return encodeURIComponent(part);
  });
}

async function readAnswer(response: Response): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  const isJson = /^application\/(problem\+)?json\b/.test(type);
  const answer: unknown = isJson ? await response.json() : undefined;
  if (!response.ok) {
    const { status } = response;
    throw new GatewayError({
      status,
      code: 'unknown',
      detail: `It answered ${status}.`,
      ...(answer as Problem | undefined),
    });
  }
  if (isJson) return answer;
  if (response.status === 204) return undefined;
  return type.startsWith('text/') ? response.text() : response.bytes();
}

function toQuery(query: object = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}
