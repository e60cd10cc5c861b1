import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

type HeaderName = 'content-length' | 'transfer-encoding' | 'content-type';

const hidden = new WeakMap<IncomingMessage, IncomingHttpHeaders>();

/** Takes away the headers by which parsers know that there is a body, so that they leave the stream alone. */
export function hideBody(request: IncomingMessage, names: readonly HeaderName[]): void {
  const kept: IncomingHttpHeaders = {};
  for (const name of names) {
    if (request.headers[name] === undefined) continue;
    Object.assign(kept, { [name]: request.headers[name] });
    delete request.headers[name];
  }
  hidden.set(request, kept);
}

/** Gives them back. */
export function showBody(request: IncomingMessage): void {
  Object.assign(request.headers, hidden.get(request));
  hidden.delete(request);
}
