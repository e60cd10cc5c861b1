import { Agent, type Dispatcher } from 'undici';
import { createAddressGuard, type AddressGuard } from './address-guard.ts';
import { createGuardedConnect, type Resolve } from './guarded-connect.ts';
import { OutboundError, toOutboundError } from './outbound-error.ts';

/** Names and values in their order; a name may stand several times. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

/** What is sent. */
export interface OutboundRequest {
  readonly method: string;
  /** `https://example.com` */
  readonly origin: string;
  /** Path and query as they stand in the request line. */
  readonly path: string;
  /** Without `host` and `content-length`, which follow from the rest. */
  readonly headers: HeaderPairs;
  readonly body: Uint8Array;
}

/** What came back. */
export interface OutboundAnswer {
  readonly status: number;
  readonly headers: HeaderPairs;
  /** The first bytes of it. */
  readonly body: Uint8Array;
  /** Whether there was more, or the rest did not come. */
  readonly isCut: boolean;
}

/** How it is sent. */
export interface SendOptions {
  /** For all of it, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** How much of the answer is kept. (65,536) */
  readonly maxBodyBytes?: number | undefined;
}

/** Sends requests to where the gateway may send. */
export interface Outbound {
  readonly guard: AddressGuard;
  /** Follows no redirect. @throws OutboundError where there is no answer */
  send(request: OutboundRequest, options: SendOptions): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

/** What an {@link Outbound} is made of. */
export interface OutboundOptions {
  /** Private addresses that are let through. (none) */
  readonly allowedAddresses?: readonly string[] | undefined;
  /** (the system's) */
  readonly resolve?: Resolve | undefined;
}

const connectTimeoutMs = 10_000;
const mostBodyBytes = 65_536;
const mostHeaderBytes = 65_536;

/**
 * Makes what sends to destinations and channels: HTTP/1.1 over connections that are kept, to public addresses and those
 * that were allowed.
 *
 * @throws TypeError where an allowed address is none
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const guard = createAddressGuard(options.allowedAddresses);
  const agent = new Agent({
    connect: createGuardedConnect(guard, connectTimeoutMs, options.resolve),
    maxHeaderSize: mostHeaderBytes,
    // One deadline holds for all of a request.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    guard,
    send: (request, how) => send(agent, request, how),
    close: () => agent.destroy(),
  };
}

async function send(agent: Agent, request: OutboundRequest, options: SendOptions): Promise<OutboundAnswer> {
  const { timeoutMs, signal, maxBodyBytes = mostBodyBytes } = options;
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new OutboundError('timeout', `There was no answer within ${timeoutMs} ms.`)),
    timeoutMs,
  );
  try {
    const { statusCode, headers, body } = await agent.request({
      method: request.method as Dispatcher.HttpMethod,
      origin: request.origin,
      path: request.path,
      headers: request.headers.flat(),
      body: request.body.byteLength > 0 ? toBuffer(request.body) : null,
      signal: signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal,
      responseHeaders: 'raw',
    });
    const read = await readStart(body, maxBodyBytes);
    return { status: statusCode, headers: toPairs(headers as unknown as readonly string[]), ...read };
  } catch (error) {
    throw toOutboundError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** The status has come, and holds whatever becomes of the rest. */
async function readStart(
  body: Dispatcher.ResponseData['body'],
  most: number,
): Promise<Pick<OutboundAnswer, 'body' | 'isCut'>> {
  // One that is given up says so to nobody.
  body.on('error', () => {});
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let isCut = false;
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      chunks.push(chunk.subarray(0, most - bytes));
      bytes += chunk.length;
      if (bytes > most) break;
    }
    isCut = bytes > most;
  } catch {
    isCut = true;
  }
  return { body: new Uint8Array(Buffer.concat(chunks)), isCut };
}

function toPairs(flat: readonly string[]): HeaderPairs {
  return Array.from(
    { length: flat.length / 2 },
    (_, at) => [flat[2 * at] ?? '', flat[2 * at + 1] ?? ''] as const,
  );
}

const toBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);
