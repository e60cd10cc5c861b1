import { subprotocol } from './lib/protocol/constants.ts';
import { readPublicPath } from './lib/public-path.ts';
import { findToken, readHandshake, readTokenKey, type TokenKey } from './lib/token.ts';
import type { RelayEnv, RelayNamespaceLike } from './lib/worker/platform.ts';

export { HooklatchRelayObject } from './lib/worker/relay-object.ts';
export type {
  ObjectSocketLike,
  RelayEnv,
  RelayNamespaceLike,
  RelayObjectStateLike,
} from './lib/worker/platform.ts';
export type { RelayOutcome, RelayReport } from './lib/exchange/relay-reply.ts';

/** A Worker's default export. */
export interface RelayWorker {
  fetch(request: Request, env: RelayEnv): Promise<Response>;
}

/**
 * Makes the Worker of a relay. Tokens, mode and limits stand in its environment.
 *
 * @returns what a Worker exports by default
 * @example
 * ```ts
 * import { createRelayWorker } from '@hooklatch/relay/worker';
 *
 * export { HooklatchRelayObject } from '@hooklatch/relay/worker';
 *
 * export default createRelayWorker();
 * ```
 */
export function createRelayWorker(): RelayWorker {
  const known = new Map<string, Promise<readonly TokenKey[]>>();
  const readKeys = (tokens: string): Promise<readonly TokenKey[]> => {
    const keys =
      known.get(tokens) ??
      Promise.all(
        tokens
          .split(/[\s,]+/)
          .filter(Boolean)
          .map(readTokenKey),
      );
    known.set(tokens, keys);
    return keys;
  };
  return {
    async fetch(request, { HOOKLATCH_RELAY: objects, HOOKLATCH_RELAY_TOKENS: tokens = '' }) {
      if (!objects)
        throw new TypeError('The Worker needs the binding HOOKLATCH_RELAY to its Durable Object.');
      const { origin, pathname } = new URL(request.url);
      if (pathname === '/healthz') return new Response('ok\n');
      const keys = await readKeys(tokens);
      if (pathname === '/tunnel') return openTunnel(request, origin, keys, objects);
      const id = readPublicPath(request.url.slice(origin.length))?.publicId;
      if (id === undefined || !keys.some(({ publicId }) => publicId === id))
        return new Response('not found\n', { status: 404 });
      return ask(objects, id, request);
    },
  };
}

async function openTunnel(
  { headers }: Request,
  origin: string,
  keys: readonly TokenKey[],
  objects: RelayNamespaceLike,
): Promise<Response> {
  const authorization = headers.get('authorization') ?? undefined;
  const { token, isSpoken } = readHandshake({
    authorization,
    protocols: headers.get('sec-websocket-protocol') ?? undefined,
  });
  const key = token && (await findToken(token, keys));
  if (!key) return new Response(null, { status: 401 });
  if (!isSpoken || headers.get('upgrade')?.toLowerCase() !== 'websocket')
    return new Response(null, { status: 400 });
  // The token goes no further.
  const asked = { upgrade: 'websocket', 'sec-websocket-protocol': subprotocol };
  return ask(objects, key.publicId, new Request(`${origin}/tunnel/${key.publicId}`, { headers: asked }));
}

/** The object of a token. */
function ask(objects: RelayNamespaceLike, publicId: string, request: Request): Promise<Response> {
  const stub = objects.get(objects.idFromName(publicId) as never);
  return stub.fetch(request as never) as Promise<Response>;
}
