import type { CapturedRequest } from '../captures/capture.ts';
import { fromByteString, toByteString } from './byte-string.ts';
import { writeChunked } from './chunked.ts';
import { headerValue } from './header-value.ts';

/**
 * A request as it goes over the wire, byte for byte; a body that came in chunks is written as one.
 *
 * @param request - the request
 * @returns the bytes
 */
export function writeRawHttp({ method, target, headers, body }: CapturedRequest): Uint8Array {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const isChunked = /\bchunked\b/i.test(headerValue(headers, 'transfer-encoding') ?? '');
  const content = toByteString(body);
  return fromByteString(
    `${method} ${target} HTTP/1.1\r\n${lines}\r\n${isChunked ? writeChunked(content) : content}`,
  );
}
