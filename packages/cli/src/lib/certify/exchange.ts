import { request as requestPlain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestSecure } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import { exitCode } from '../exit-code.ts';
import type { Exchange, Probe } from './probe.ts';

const longestAnswer = 65_536;
const pieceBytes = 65_536;

/** What a peer does that has had enough. */
const closedCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'HPE_INVALID_CONSTANT']);

/** How long an answer is waited for. */
export interface Patience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Sends a probe over a connection of its own, byte for byte. A redirect is not followed.
 *
 * @param probe - what is sent
 * @param patience - how long the answer is waited for
 * @returns what came of it
 * @throws CliError `unreachable` where nobody listens
 */
export async function exchange(probe: Probe, { timeoutMs, signal }: Patience): Promise<Exchange> {
  const started = performance.now();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const request = open(probe);
  const sending = { isSent: false };
  const end = (): void => void request.destroy(Object.assign(new Error('timeout'), { code: 'TIMEOUT' }));
  limit.addEventListener('abort', end);
  const none = { headers: {}, body: '' };
  try {
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve).on('error', reject);
      write(request, probe, limit).then(() => (sending.isSent = true), reject);
    });
    const { isSent } = sending;
    const body = await readAnswer(answer);
    const milliseconds = performance.now() - started;
    return { probe, milliseconds, status: answer.statusCode ?? 0, headers: answer.headers, body, isSent };
  } catch (error) {
    signal.throwIfAborted();
    const reason = toReason(error, probe.url);
    return { probe, milliseconds: performance.now() - started, ...none, error: reason, ...sending };
  } finally {
    limit.removeEventListener('abort', end);
    request.destroy();
  }
}

function open({ url, method, headers, body, chunkBytes }: Probe): ClientRequest {
  const has = (wanted: string): boolean => headers.some(([name]) => name.toLowerCase() === wanted);
  const isBare = method === 'GET' || method === 'HEAD';
  const isCounted = chunkBytes === undefined && !has('content-length') && (body.length > 0 || !isBare);
  const pairs = [
    ...(has('host') ? [] : [['host', new URL(url).host]]),
    // The connection is not used again, but one that is closed at once may take the answer along.
    ['connection', 'keep-alive'],
    ...headers,
    ...(isCounted ? [['content-length', String(body.length)]] : []),
    ...(chunkBytes === undefined ? [] : [['transfer-encoding', 'chunked']]),
  ];
  const start = url.startsWith('https:') ? requestSecure : requestPlain;
  return start(url, { method, headers: pairs.flat() as never, agent: false });
}

/** Writes the body, no faster than it is taken. */
async function write(request: ClientRequest, probe: Probe, signal: AbortSignal): Promise<void> {
  const { body, chunkBytes = pieceBytes, pauseMs } = probe;
  const step = pauseMs === undefined ? chunkBytes : 1;
  for (let at = 0; at < body.length && !request.destroyed; at += step) {
    const piece = body.subarray(at, at + step);
    await new Promise<void>((resolve, reject) => {
      request.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    if (pauseMs !== undefined) await sleep(pauseMs, undefined, { signal });
  }
  if (!request.destroyed) request.end();
}

async function readAnswer(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longestAnswer) break;
    }
  } catch {
    // The status has arrived: that is the answer, whatever became of its body.
  }
  return Buffer.concat(chunks).subarray(0, longestAnswer).toString('utf8');
}

/** @throws CliError where nobody has listened */
function toReason(error: unknown, url: string): 'timeout' | 'closed' {
  const { code = '', name } = error as NodeJS.ErrnoException;
  if (code === 'TIMEOUT' || name === 'AbortError' || name === 'TimeoutError') return 'timeout';
  if (closedCodes.has(code) || code.startsWith('HPE_')) return 'closed';
  const { host } = new URL(url);
  const isUnbelieved = /CERT|TLS|SSL|ALTNAME/.test(code);
  throw new CliError('unreachable', `${host} cannot be reached: ${code || (error as Error).message}.`, {
    hint: isUnbelieved
      ? 'A certificate of your own is believed with NODE_EXTRA_CA_CERTS=file; http: needs no certificate.'
      : 'Start the endpoint first, and compare host and port.',
    exitCode: exitCode.failed,
  });
}
