import type { CapturedRequest, HeaderPairs } from '../captures/capture.ts';
import { badRequest } from './bad-request.ts';
import { fromByteString } from './byte-string.ts';
import { readChunked } from './chunked.ts';
import { headerValue, isToken, trimBlanks } from './header-value.ts';

/**
 * Reads a request as it goes over the wire, also with bare line feeds in its head, as editors save it.
 *
 * @param text - as a byte string
 * @returns the request; a chunked body is put together
 * @throws CliError where it is none
 */
export function readRawHttp(text: string): CapturedRequest {
  const start = /^[\r\n]*/.exec(text)?.[0].length ?? 0;
  const lines: string[] = [];
  let at = start;
  for (;;) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
    at = end < 0 ? text.length : end + 1;
    if (line === '') break;
    lines.push(line);
    if (end < 0) break;
  }
  const [first = '', ...rest] = lines;
  const { method, target } = readRequestLine(first);
  const headers = readHeaders(rest);
  return { method, target, headers, body: fromByteString(readBody(headers, text.slice(at))) };
}

/** Whether a text begins with the line of a request. */
export function isRawHttp(text: string): boolean {
  return /^[\r\n]*[!#$%&'*+\-.^_`|~0-9A-Za-z]+ [^\s]+( HTTP\/\d(\.\d)?)?[ \t]*(\r?\n|$)/.test(text);
}

function readRequestLine(line: string): { method: string; target: string } {
  const [, method, target] = /^(\S+) (\S+)(?: HTTP\/\d(?:\.\d)?)?[ \t]*$/.exec(line) ?? [];
  if (method !== undefined && target !== undefined && isToken(method)) return { method, target };
  if (line.startsWith('HTTP/')) throw badRequest('This is an answer, not a request.', expected);
  throw badRequest('The first line is no request line.', expected);
}

const expected =
  'A request begins with a line such as `POST /webhooks/clerk HTTP/1.1`, and its headers follow.';

function readHeaders(lines: readonly string[]): HeaderPairs {
  const headers: [string, string][] = [];
  for (const [index, line] of lines.entries()) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line) && last) {
      // A folded line, as very old senders write it.
      last[1] = `${last[1]} ${trimBlanks(line)}`;
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0));
    if (!isToken(name)) {
      throw badRequest(
        `Line ${index + 2} is no header.`,
        'A header is `name: value`; an empty line stands between the headers and the body.',
      );
    }
    headers.push([name, trimBlanks(line.slice(colon + 1))]);
  }
  return headers;
}

/** What was sent: an editor's line break behind it is not part of it where the length says so. */
function readBody(headers: HeaderPairs, rest: string): string {
  if (/\bchunked\b/i.test(headerValue(headers, 'transfer-encoding') ?? '')) return readChunked(rest) ?? rest;
  const length = headerValue(headers, 'content-length');
  if (length === undefined || !/^\d+$/.test(length)) return rest;
  const declared = Number(length);
  return /^[\r\n]+$/.test(rest.slice(declared)) ? rest.slice(0, declared) : rest;
}
