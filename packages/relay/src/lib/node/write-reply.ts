import type { ServerResponse } from 'node:http';
import type { RelayReply } from '../exchange/relay-reply.ts';

/**
 * Writes what a provider is told, with the length that its body has.
 *
 * @param response - of the provider's request
 * @param reply - of the application, or of the relay
 * @returns the status that was written: 502 where the application's headers cannot be
 */
export function writeReply(response: ServerResponse, { status, headers, body }: RelayReply): number {
  const own = headers.filter(([name]) => name.toLowerCase() !== 'content-length');
  const hasBody = status !== 204 && status !== 304;
  try {
    const length = hasBody ? ['content-length', String(body.length)] : [];
    response.writeHead(status, [...own.flat(), ...length]);
    response.end(hasBody ? body : undefined);
    return status;
  } catch {
    response.writeHead(502, { 'content-length': 0 }).end();
    return 502;
  }
}
