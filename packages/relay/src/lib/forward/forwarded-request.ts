import { readFrame, writeFrame } from '../protocol/frame.ts';
import type { HeaderPairs } from '../protocol/message.ts';

/** A request that an application has verified, as it hands it on. */
export interface ForwardedRequest {
  /** Of this handing on: a second one with it is the same. */
  readonly id: string;
  /** When the application had it, in Unix milliseconds by its own clock. */
  readonly at: number;
  readonly method: string;
  /** As the application has received it: a path with its query, or an absolute URL. */
  readonly url: string;
  /** As received and in order. */
  readonly headers: HeaderPairs;
  /** The exact bytes that arrived. */
  readonly body: Uint8Array;
  /** What the application has answered. */
  readonly status: number;
  /** How long it took for it. */
  readonly milliseconds: number;
}

/** The media type of a request that is handed on. */
export const forwardedType = 'application/vnd.hooklatch.request';

/** Writes a request: the length of its head in 4 bytes (unsigned, big-endian), the head as JSON in UTF-8, the body. */
export function writeForwarded({ body, ...head }: ForwardedRequest): Uint8Array<ArrayBuffer> {
  return writeFrame(head, body);
}

/**
 * Reads a request that an application hands on, for who receives them.
 *
 * @param bytes - the body of what `forward` sent
 * @returns the request, its body being part of the bytes' memory; nothing where it is none
 * @example
 * ```ts
 * import { readForwarded } from '@hooklatch/relay/forward';
 *
 * export const toRequest = async (request: Request) => readForwarded(await request.bytes());
 * ```
 */
export function readForwarded(bytes: Uint8Array): ForwardedRequest | undefined {
  const frame = readFrame(bytes);
  if (!frame || typeof frame.head !== 'object' || frame.head === null) return undefined;
  const { id, at, method, url, headers, status, milliseconds } = frame.head as Record<string, unknown>;
  if (typeof id !== 'string' || !/^[\w-]{8,64}$/.test(id)) return undefined;
  if (!isCount(at) || !isCount(status) || typeof milliseconds !== 'number' || !(milliseconds >= 0))
    return undefined;
  if (typeof method !== 'string' || !/^[A-Z]{1,20}$/.test(method)) return undefined;
  if (typeof url !== 'string' || !/^(\/|https?:\/\/)[\x21-\x7E]*$/.test(url)) return undefined;
  if (!isPairs(headers)) return undefined;
  return { id, at, method, url, headers, status, milliseconds, body: frame.body };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function isPairs(value: unknown): value is HeaderPairs {
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) &&
    pair.length === 2 &&
    typeof pair[0] === 'string' &&
    typeof pair[1] === 'string' &&
    /^[!#$%&'*+.^`|~\w-]+$/.test(pair[0]) &&
    !/[\0\r\n]/.test(pair[1]);
  return Array.isArray(value) && value.every(isPair);
}
