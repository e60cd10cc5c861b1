import { badRequest } from './bad-request.ts';
import { toByteString } from './byte-string.ts';
import { readSaved } from './read-capture-json.ts';
import type { SavedRequest } from './write-capture-json.ts';
import { isCurl, readCurl } from './read-curl.ts';
import { isHar, readHar } from './read-har.ts';
import { isRawHttp, readRawHttp } from './read-raw-http.ts';

/** What a text of a request may be. */
export type RequestFormat = 'http' | 'curl' | 'har' | 'capture';

/** How a text is read. */
export interface ReadRequestOptions {
  /** (found out by how it begins) */
  readonly format?: RequestFormat;
  /** Which entry of a HAR file, from 1. (the only one) */
  readonly entry?: number;
}

/**
 * Reads a request: raw HTTP, a curl command, a HAR file or a capture of ours.
 *
 * @param given - the bytes, or the text
 * @param options - what it is, where that cannot be told
 * @returns the request; with when it was received, where that stands beside it
 * @throws CliError `bad_request` where it is none; the message holds nothing of it
 */
export function readRequest(given: Uint8Array | string, options: ReadRequestOptions = {}): SavedRequest {
  // A byte order mark is an editor's.
  const text = toByteString(given).replace(/^\u00EF\u00BB\u00BF/, '');
  const { format = detect(text), entry } = options;
  if (format === 'curl') return readCurl(text);
  if (format === 'http') return readRawHttp(text);
  const value = parse(Buffer.from(text, 'latin1').toString('utf8'));
  if (format === 'har' && !isHar(value)) throw badRequest('This is no HAR file: it has no log with entries.');
  return isHar(value) ? readHar(value, entry === undefined ? {} : { entry }) : readSaved(value);
}

function detect(text: string): RequestFormat {
  if (text.trim() === '') {
    throw badRequest(
      'There is no request.',
      'Give a file, or pipe one in: raw HTTP, a curl command, HAR or a capture.',
    );
  }
  if (isCurl(text)) return 'curl';
  if (/^\s*\{/.test(text)) return 'capture';
  if (isRawHttp(text) || text.startsWith('HTTP/')) return 'http';
  throw badRequest(
    'This is no request that is known here.',
    'Give raw HTTP (POST /path HTTP/1.1, headers, an empty line, the body), a curl command, HAR or a capture.',
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badRequest('The JSON is not whole.', 'Copy the file whole.');
  }
}
