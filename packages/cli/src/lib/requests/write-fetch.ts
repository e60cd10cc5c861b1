import type { CapturedRequest } from '../captures/capture.ts';
import { toPrintableJson } from '../printable.ts';
import { toBase64, toText } from './byte-string.ts';
import { hasHeader } from './header-value.ts';
import { requestUrl } from './request-url.ts';
import type { WriteCurlOptions } from './write-curl.ts';

/** What `fetch` sets by itself, or refuses to send. */
const ownHeaders =
  /^(host|content-length|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|proxy-.*)$/i;

/**
 * A request as a statement of JavaScript that sends the same bytes with `fetch`. What `fetch` sets by itself, such as
 * the host and the length, is left out.
 *
 * @param request - the request
 * @param options - where it is sent to
 */
export function writeFetch(request: CapturedRequest, { to }: WriteCurlOptions = {}): string {
  const { method, headers, body } = request;
  const sent = headers.filter(([name]) => !ownHeaders.test(name));
  const lines = [
    `  method: ${toPrintableJson(method)},`,
    '  headers: [',
    ...sent.map(([name, value]) => `    [${toPrintableJson(name)}, ${toPrintableJson(value)}],`),
    '  ],',
    ...(body.length === 0 ? [] : [`  body: ${toSource(body, hasHeader(sent, 'content-type'))},`]),
  ];
  return `await fetch(${toPrintableJson(requestUrl(request, to))}, {\n${lines.join('\n')}\n});\n`;
}

/** A text would be given a content type where there is none. */
function toSource(body: Uint8Array, isTyped: boolean): string {
  const text = toText(body);
  if (text === undefined) return `Uint8Array.from(atob('${toBase64(body)}'), (one) => one.charCodeAt(0))`;
  const literal = toPrintableJson(text);
  return isTyped ? literal : `new TextEncoder().encode(${literal})`;
}
