import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Incoming, ReadBody, Reply } from './delivery.ts';
import { WebhookError } from './error.ts';
import { deliveryHeaders } from './headers.ts';

/** What a framework on `node:http` knows beside the request. */
export interface NodeContext {
  /** The response; a handler's signal is aborted where it closes early. */
  readonly response?: ServerResponse;
  /** The body's exact bytes, where the framework has read and kept them. */
  readonly body?: Uint8Array | undefined;
  /** Which line to change in this framework where the body was read by somebody else. */
  readonly consumedHint?: string;
}

/**
 * A `node:http` request as a delivery that can still be read. A router's mount path stays part of the URL.
 *
 * @param request - not read yet, unless `context.body` has its bytes
 * @param context - what the framework knows beside it
 * @returns the delivery's head, and a way to read its body, which throws WebhookError `body_consumed` where somebody
 * else has read it
 */
export function toIncoming(request: IncomingMessage, context: NodeContext = {}): Incoming {
  const { body, response, consumedHint } = context;
  const { remoteAddress, encrypted } = (request.socket ?? {}) as {
    remoteAddress?: string;
    encrypted?: boolean;
  };
  let signal: AbortSignal | undefined;
  return {
    method: request.method ?? 'GET',
    url: (request as { originalUrl?: string }).originalUrl ?? request.url ?? '/',
    headers: deliveryHeaders(request.rawHeaders),
    read: body === undefined ? toReader(request, consumedHint) : (write) => write(body),
    secure: encrypted === true,
    get signal() {
      return (signal ??= closeSignal(response));
    },
    ...(remoteAddress !== undefined && { remoteAddress }),
  };
}

function toReader(request: IncomingMessage, consumedHint?: string): ReadBody {
  return (write, deadline) => {
    // A parser that has swallowed nothing has changed nothing.
    if (request.headers['content-length'] === '0') return write(new Uint8Array());
    if (request.errored || request.readableAborted) throw new Error('The sender went away.');
    if (isConsumed(request)) throw new WebhookError('body_consumed', consumedHint);
    // All of a short body comes with its head, and is there before anybody asks for it.
    if (request.complete) return write((request.read() as Buffer | null) ?? new Uint8Array());
    const { signal } = deadline;
    return new Promise<void>((resolve, reject) => {
      const stop = (error?: unknown): void => {
        request.off('data', take).off('end', stop).off('error', stop).off('close', gone);
        signal.removeEventListener('abort', gone);
        if (error === undefined) return resolve();
        request.pause();
        reject(error);
      };
      const gone = (): void => stop(new Error('The sender went away.'));
      const take = (chunk: Uint8Array): void => {
        try {
          write(chunk);
        } catch (error) {
          stop(error);
        }
      };
      signal.addEventListener('abort', gone);
      request.on('data', take).once('end', stop).once('error', stop).once('close', gone);
    });
  };
}

/** Whether somebody else has read the stream, in part or whole, or has turned its bytes into text. */
function isConsumed(request: IncomingMessage): boolean {
  return (
    request.readableDidRead || request.readableEnded || request.destroyed || request.readableEncoding !== null
  );
}

function closeSignal(response: ServerResponse | undefined): AbortSignal {
  const controller = new AbortController();
  response?.once('close', () => {
    if (!response.writableFinished) controller.abort(new Error('The sender went away.'));
  });
  return controller.signal;
}

const lingerMs = 1000;

/**
 * Answers, unless something has answered already. What is left of an unread body is thrown away for a second, so
 * that the sender gets to read the answer, and then the connection ends.
 *
 * @param response - of the same request
 * @param reply - what to answer
 */
export function writeReply(response: ServerResponse, reply: Reply): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
  discardRest(response.req);
}

/**
 * Throws away what is left of a request's body, for at most a second. For frameworks that write a reply themselves:
 * once the response has been sent.
 *
 * @param request - that has been answered
 */
export function discardRest(request: IncomingMessage): void {
  if (request.complete) return;
  request.on('error', () => {}).resume();
  const timer = setTimeout(() => {
    if (!request.complete) request.destroy();
  }, lingerMs);
  timer.unref();
  request.once('close', () => clearTimeout(timer));
}
