import type { IncomingMessage } from 'node:http';

/** Where h3 1 keeps the promise of a body that readBody or readRawBody has read. */
const rawBody = Symbol.for('h3RawBody');

interface Kept {
  readonly [rawBody]?: Promise<unknown>;
  readonly rawBody?: unknown;
  readonly body?: unknown;
  /** Nitro 2 marks so the messages that it makes up where there is no Node: their body is `body`. */
  readonly __unenv__?: unknown;
}

/**
 * The exact bytes of a message's body, where h3 1 or the host has kept them.
 *
 * @param event - of h3 1
 * @param request - its message
 * @returns undefined where the message itself is to be read
 */
export async function keptBody(
  event: object,
  request: IncomingMessage,
): Promise<Uint8Array | ReadableStream | undefined> {
  const kept = request as unknown as Kept;
  if (kept[rawBody] !== undefined) return bytesOf(await kept[rawBody].catch(() => undefined));
  if ('__unenv__' in kept) {
    const { _requestBody: given } = event as { _requestBody?: unknown };
    const body = given ?? kept.body;
    return body instanceof ReadableStream ? body : madeUp(body);
  }
  // A parser of Node's that keeps bytes has inflated them: they are not what arrived.
  if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') return undefined;
  return [kept.rawBody, kept.body].find((body) => body instanceof Uint8Array);
}

function madeUp(body: unknown): Uint8Array | undefined {
  return body === null || body === undefined ? new Uint8Array() : bytesOf(body);
}

function bytesOf(body: unknown): Uint8Array | undefined {
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  return typeof body === 'string' ? new TextEncoder().encode(body) : undefined;
}
