import type { CapturedRequest, HeaderPairs } from '../captures/capture.ts';
import { badRequest } from './bad-request.ts';
import { fromBase64 } from './byte-string.ts';
import { hasHeader, isToken, trimBlanks } from './header-value.ts';
import type { SavedRequest } from './write-capture-json.ts';

interface Named {
  readonly name: string;
  readonly value: string;
}

/** What is read of an entry of a HAR file; whatever else stands in it does not matter. */
interface HarRequest {
  readonly method?: string;
  readonly url?: string;
  readonly _target?: string;
  readonly headers?: readonly Named[];
  readonly postData?: {
    readonly text?: string;
    readonly encoding?: string;
    readonly _encoding?: string;
    readonly params?: readonly Named[];
  };
}

interface HarEntry {
  readonly startedDateTime?: string;
  readonly request?: HarRequest;
}

/** How a HAR file is read. */
export interface ReadHarOptions {
  /** Which entry, from 1. (the only one) */
  readonly entry?: number;
}

/**
 * Reads a request of a HAR file, as browsers and proxies save them.
 *
 * @param value - the parsed JSON
 * @param options - which entry
 * @returns the request, without the pseudo-headers of HTTP/2
 * @throws CliError where there is none, or several and none is chosen
 */
export function readHar(value: unknown, { entry }: ReadHarOptions = {}): SavedRequest {
  const entries = (value as { log: { entries: readonly HarEntry[] } }).log.entries;
  if (entries.length === 0) throw badRequest('The HAR file has no requests.');
  if (entry === undefined && entries.length > 1) {
    const few = entries
      .slice(0, 8)
      .map(({ request }, at) => `${at + 1} ${request?.method} ${shorten(request?.url)}`);
    throw badRequest(
      `The HAR file has ${entries.length} requests.`,
      `Choose one with --entry: ${few.join(', ')}${entries.length > 8 ? ', ...' : ''}`,
    );
  }
  const found = entries[(entry ?? 1) - 1];
  if (!found?.request) throw badRequest(`The HAR file has no entry ${entry}.`, `It has ${entries.length}.`);
  const receivedAt = Date.parse(found.startedDateTime ?? '');
  return { ...toRequest(found.request), ...(receivedAt > 0 && { receivedAt }) };
}

/** Whether parsed JSON is a HAR file. */
export function isHar(value: unknown): boolean {
  return Array.isArray((value as { log?: { entries?: unknown } } | null)?.log?.entries);
}

function shorten(url: string | undefined): string {
  return (url ?? '')
    .replace(/^[a-z]+:\/\/[^/]*/i, '')
    .replace(/\?.*$/s, '')
    .slice(0, 60);
}

function toRequest({ method = '', url = '', _target, headers = [], postData }: HarRequest): CapturedRequest {
  const [, authority = '', path = ''] = /^[a-z]+:\/\/([^/?#]*)([^#]*)/i.exec(url) ?? [];
  const target = _target ?? (path.startsWith('/') ? path : `/${path}`);
  if (!isToken(method) || /\s/.test(target)) throw badRequest('The entry of the HAR file is no request.');
  const pairs: HeaderPairs = headers.flatMap(({ name, value }) =>
    isToken(name) ? [[name, trimBlanks(toBytes(value).replaceAll(/[\r\n\0]/g, ' '))] as const] : [],
  );
  // HTTP/2 has the host elsewhere.
  const isSecond = headers.some(({ name }) => name.startsWith(':')) && !hasHeader(pairs, 'host');
  return {
    method,
    target,
    headers: isSecond ? [['host', authority], ...pairs] : pairs,
    body: toBody(postData),
  };
}

/** A byte string; where a tool has decoded a value already, its UTF-8 bytes. */
function toBytes(value: string): string {
  return /[\u0100-\u{10FFFF}]/u.test(value) ? Buffer.from(value, 'utf8').toString('latin1') : value;
}

function toBody(postData: HarRequest['postData']): Uint8Array {
  if (!postData) return new Uint8Array();
  const { text, encoding, _encoding, params = [] } = postData;
  if (text === undefined || (text === '' && params.length > 0)) {
    return new TextEncoder().encode(params.map(({ name, value }) => `${name}=${value}`).join('&'));
  }
  if ((encoding ?? _encoding) !== 'base64') return new TextEncoder().encode(text);
  const bytes = fromBase64(text);
  if (!bytes) throw badRequest('The body in the HAR file is not the base64 that it says.');
  return bytes;
}
