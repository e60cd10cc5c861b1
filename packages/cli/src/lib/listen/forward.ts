import {
  Agent,
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type RequestOptions,
} from 'node:http';
import { Agent as SecureAgent, request as requestHttps } from 'node:https';
import type { Answer, CapturedRequest } from '../captures/capture.ts';
import { forwardedHeaders, forwardedTarget } from './forwarded-head.ts';
import { toFlat, toPairs } from './hop-by-hop.ts';
import { onAbort } from './on-abort.ts';
import { addressIn, isLocalAddress, lookupLocal, toRemoteError } from './local-address.ts';

/** Where a request goes, and within which bounds. */
export interface ForwardOptions {
  /** An `http:` or `https:` URL: without a path the request's own is kept. */
  readonly to: string;
  /** (30,000) */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Connects to other machines than this one and those of private networks. (false) */
  readonly allowRemote?: boolean;
  /** In bytes: an answer beyond it is `answer_too_large`. (25 MiB) */
  readonly maxAnswerBytes?: number;
  /** (1) */
  readonly attempt?: number;
}

/** What came back, whole: what is kept of it is shorter. */
interface Response {
  readonly status: number;
  readonly rawHeaders: readonly string[];
  readonly body: Uint8Array;
}

// An application that is restarted closes them; a request on a closed one is sent again below.
const agents = { 'http:': new Agent({ keepAlive: true }), 'https:': new SecureAgent({ keepAlive: true }) };

/**
 * Sends a request on, byte for byte: method, path, query, headers in order with doubles, body. Redirects are not
 * followed, and what is compressed stays so.
 *
 * @param request - as it came
 * @param options - where to
 * @returns the answer with its whole body, or why there is none: `ECONNREFUSED`, `timeout`, `aborted`
 */
export async function forward(request: CapturedRequest, options: ForwardOptions): Promise<Answer> {
  const { to, attempt = 1 } = options;
  const at = Date.now();
  const started = performance.now();
  const outcome = await exchange(request, options).then(
    ({ status, rawHeaders, body }) => ({ status, headers: toPairs(rawHeaders), body }),
    (error: unknown) => ({ error: reasonOf(error) }),
  );
  const milliseconds = Math.round((performance.now() - started) * 10) / 10;
  return { attempt, at, milliseconds, to, ...outcome };
}

// Not ECONNRESET: what ends an application in the middle of a request would end it again and again.
const unreachable: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

/** Whether nobody was there to take the request. */
export function isDown({ error }: Pick<Answer, 'error'>): boolean {
  return error !== undefined && unreachable.has(error);
}

async function exchange(request: CapturedRequest, options: ForwardOptions): Promise<Response> {
  const { to, timeoutMs = 30_000, allowRemote = false } = options;
  const url = new URL(to);
  const address = addressIn(url);
  if (!allowRemote && address !== undefined && !isLocalAddress(address)) throw toRemoteError(url.hostname);
  const until = performance.now() + timeoutMs;
  const given: RequestOptions = {
    method: request.method,
    hostname: address ?? url.hostname,
    port: url.port,
    path: forwardedTarget(request.target, url),
    headers: toFlat(forwardedHeaders(request, url.host)),
    agent: agents[url.protocol as 'http:' | 'https:'],
    ...(!allowRemote && { lookup: lookupLocal }),
  };
  const once = (): Promise<Response> => send(url, given, request.body, { ...options, until });
  return once().catch((error: unknown) => (isStale(error) ? once() : Promise.reject(error)));
}

interface Bounds extends ForwardOptions {
  /** On the clock of `performance`. */
  readonly until: number;
}

function send(url: URL, options: RequestOptions, body: Uint8Array, bounds: Bounds): Promise<Response> {
  const { until, signal, maxAnswerBytes = 25 * 2 ** 20 } = bounds;
  return new Promise((resolve, reject) => {
    const start = url.protocol === 'https:' ? requestHttps : requestHttp;
    const done = (): void => {
      clearTimeout(timer);
      forget?.();
    };
    const fail = (error: Error): void => {
      done();
      reject(Object.assign(error, { isReused: sent.reusedSocket && !sent.res }));
    };
    const sent = start(options, (response) => {
      const { statusCode: status = 0, rawHeaders } = response;
      response.on('error', fail);
      readAnswer(response, maxAnswerBytes, (read) => {
        done();
        resolve({ status, rawHeaders, body: read });
      });
    }) as ClientRequest & { readonly res?: IncomingMessage };
    const stop = (): unknown => sent.destroy(toCoded('No answer in time.', 'timeout'));
    const timer = setTimeout(stop, Math.max(0, until - performance.now()));
    const forget = signal && onAbort(signal, () => sent.destroy(toCoded('It was given up.', 'aborted')));
    sent.on('error', fail);
    sent.end(body);
  });
}

function readAnswer(response: IncomingMessage, limit: number, onEnd: (body: Uint8Array) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on('data', (chunk: Buffer) => {
    length += chunk.length;
    chunks.push(chunk);
    if (length > limit) response.destroy(toCoded('The answer is too large.', 'answer_too_large'));
  });
  response.on('end', () => onEnd(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
}

function toCoded(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

/** A connection that was kept, and closed by the other end before it saw this request. */
function isStale(error: unknown): boolean {
  const { code, isReused } = error as { code?: string; isReused?: boolean };
  return isReused === true && (code === 'ECONNRESET' || code === 'EPIPE');
}

function reasonOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  // Several addresses were tried; the first says what there is to say.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  if (first !== undefined) return reasonOf(first);
  return typeof code === 'string' ? code : 'failed';
}
