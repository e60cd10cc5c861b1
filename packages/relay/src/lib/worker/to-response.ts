import type { RelayReply } from '../exchange/relay-reply.ts';

/**
 * What a provider is told.
 *
 * @param reply - of the application, or of the relay
 * @returns the response: 502 where the application's headers cannot be written
 */
export function toResponse({ status, headers, body }: RelayReply): Response {
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  try {
    const own = new Headers();
    for (const [name, value] of headers) if (name.toLowerCase() !== 'content-length') own.append(name, value);
    // Else the platform would compress again what the application has compressed.
    const init: ResponseInit & { encodeBody: string } = { status, headers: own, encodeBody: 'manual' };
    return new Response(hasBody ? (body as Uint8Array<ArrayBuffer>) : null, init);
  } catch {
    return new Response(null, { status: 502 });
  }
}
