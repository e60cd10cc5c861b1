import { maxHeadBytes } from '@hooklatch/relay/server';
import type { MiddlewareHandler } from 'hono';
import type { GatewayContext } from '../context.ts';
import type { ApiEnv } from './api.ts';
import { ApiError } from './api-error.ts';

/** Of a request of the API; deliveries come through the door. */
const maxBytes = 2 ** 20;

/**
 * Reads the body of a request, and refuses one that is too large without reading it to its end. What an application hands
 * on may be as large as what comes through the door.
 */
export function limitBody({ settings }: Pick<GatewayContext, 'settings'>): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const { req } = c;
    const actor = c.get('actor') as ApiEnv['Variables']['actor'] | undefined;
    const isHandedOn = /\/forwarded\/[^/]+$/.test(req.path) && actor?.scopes.includes('ingest') === true;
    const most = isHandedOn ? settings.maxBodyBytes + maxHeadBytes + 4 : maxBytes;
    const { body, headers } = req.raw;
    if (body === null) return next();
    if (Number(headers.get('content-length') ?? 0) > most) throw tooLarge(most);
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length;
      if (bytes > most) throw tooLarge(most);
      chunks.push(chunk);
    }
    // Where the routes look for it, and Hono keeps a promise, whatever its type says.
    const arrayBuffer = Promise.resolve(new Uint8Array(Buffer.concat(chunks)).buffer);
    Object.assign(req.bodyCache, { arrayBuffer });
    await next();
  };
}

const tooLarge = (most: number): ApiError =>
  new ApiError(413, 'too_large', `This has ${most} bytes at the most.`);
