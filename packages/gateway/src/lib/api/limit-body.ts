import type { MiddlewareHandler } from 'hono';
import type { ApiEnv } from './api.ts';
import { ApiError } from './api-error.ts';

/** Of a request of the API; deliveries come through the door. */
const maxBytes = 2 ** 20;

/** Reads the body of a request, and refuses one that is too large without reading it to its end. */
export function limitBody(): MiddlewareHandler<ApiEnv> {
  return async ({ req }, next) => {
    const { body, headers } = req.raw;
    if (body === null) return next();
    if (Number(headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
    // Where the routes look for it, and Hono keeps a promise, whatever its type says.
    const arrayBuffer = Promise.resolve(new Uint8Array(Buffer.concat(chunks)).buffer);
    Object.assign(req.bodyCache, { arrayBuffer });
    await next();
  };
}

const tooLarge = (): ApiError =>
  new ApiError(413, 'too_large', 'A request of the API has 1 MiB at the most.');
