import type { Answer, Capture, CapturedRequest } from '../captures/capture.ts';
import { toPrintableJson } from '../printable.ts';
import { version } from '../version.ts';
import { toBase64, toText } from './byte-string.ts';
import { headerValue } from './header-value.ts';
import { requestUrl } from './request-url.ts';

/**
 * Requests as a HAR 1.2 file. A body that is no text is in base64, with `encoding` in `postData` as answers have it.
 *
 * @param requests - requests or captures; an entry each
 * @returns JSON
 */
export function writeHar(requests: readonly (CapturedRequest & Partial<Capture>)[]): string {
  const log = {
    version: '1.2',
    creator: { name: 'hooklatch', version },
    entries: requests.map(toEntry),
  };
  return `${toPrintableJson({ log }, 2)}\n`;
}

function toEntry(request: CapturedRequest & Partial<Capture>): object {
  const answer = request.answers?.at(-1);
  const time = answer?.milliseconds ?? 0;
  return {
    startedDateTime: new Date(request.receivedAt ?? 0).toISOString(),
    time,
    request: toRequest(request),
    response: toResponse(answer),
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

function toRequest(request: CapturedRequest): object {
  const { method, target, headers, body } = request;
  const url = requestUrl(request);
  const text = toText(body);
  const mimeType = headerValue(headers, 'content-type') ?? '';
  return {
    method,
    url,
    // A URL cannot say all that may stand in a request line.
    ...(!/^\/[^#]*$/.test(target) && { _target: target }),
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value })),
    queryString: [...new URLSearchParams(/\?(.*)$/s.exec(target)?.[1] ?? '')].map(([name, value]) => ({
      name,
      value,
    })),
    ...(body.length > 0 && {
      postData: {
        mimeType,
        params: [],
        ...(text === undefined ? { text: toBase64(body), encoding: 'base64' } : { text }),
      },
    }),
    headersSize: -1,
    bodySize: body.length,
  };
}

function toResponse(answer: Answer | undefined): object {
  const { status = 0, headers = [], body = new Uint8Array(), error } = answer ?? {};
  const text = toText(body);
  return {
    status,
    statusText: '',
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headers.map(([name, value]) => ({ name, value })),
    content: {
      size: body.length,
      mimeType: headerValue(headers, 'content-type') ?? '',
      ...(text === undefined ? { text: toBase64(body), encoding: 'base64' } : { text }),
    },
    redirectURL: headerValue(headers, 'location') ?? '',
    headersSize: -1,
    bodySize: body.length,
    ...(error !== undefined && { _error: error }),
  };
}
