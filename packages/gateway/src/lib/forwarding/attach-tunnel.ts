import {
  attendTunnel,
  closeCode,
  findToken,
  maxHeadBytes,
  readHandshake,
  readTokenKey,
  subprotocol,
} from '@hooklatch/relay/server';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { GatewayContext, Part } from '../context.ts';
import { pathOf, publicBase } from '../endpoints/endpoint-address.ts';
import { openDestination } from './destination-secrets.ts';
import { tunnelsOf } from './tunnels.ts';

/** What an answer of a client may have, and its head. */
const maxPayload = 10_485_760 + maxHeadBytes + 4;
/** The client of the relay dials `/tunnel` below the address that it is given. */
const path = /^\/relay(?:\/tunnel)?\/?(?:\?|$)/;

/**
 * Lets `hooklatch listen` connect to a listener, at `ws /relay` with the token of a destination of kind `listen`.
 *
 * @param server - of the dashboard and the API
 * @param context - of the gateway
 * @returns what ends the connections
 */
export function attachTunnel(server: Server, context: GatewayContext): Part {
  const tunnels = tunnelsOf(context);
  let isStopped = false;
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload,
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
  });
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => stream.destroy());
    if (isStopped) return refuse(stream, 503);
    admit(context, request).then(
      (admitted) => {
        if (typeof admitted === 'number') return refuse(stream, admitted);
        webSockets.handleUpgrade(request, stream, head, (webSocket) =>
          attendTunnel(webSocket, tunnels.line(admitted)),
        );
      },
      (error: unknown) => {
        context.log.error({ err: error }, 'a tunnel could not be opened');
        refuse(stream, 500);
      },
    );
  };
  server.on('upgrade', upgrade);
  return {
    async stop() {
      isStopped = true;
      server.off('upgrade', upgrade);
      for (const line of tunnels.all()) line.end(closeCode.goingAway, 'stopping');
      const open = [...webSockets.clients];
      await Promise.all(open.map((webSocket) => closed(webSocket)));
      webSockets.close();
    },
  };
}

/** How long a client has to close its end, in milliseconds. */
const closeMs = 1000;

function closed(webSocket: {
  readonly readyState: number;
  once(event: 'close', listener: () => void): unknown;
  terminate(): void;
}): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => webSocket.terminate(), closeMs);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (webSocket.readyState === 3) return end();
    webSocket.once('close', end);
  });
}

/** Whose line it is, or the status that it is refused with. */
async function admit(
  context: GatewayContext,
  { url = '', headers }: IncomingMessage,
): Promise<string | number> {
  if (!path.test(url)) return 404;
  const { authorization, 'sec-websocket-protocol': protocols } = headers;
  const { token, isSpoken } = readHandshake({ authorization, protocols });
  if (token === undefined) return 401;
  const rows = await context.db
    .selectFrom('destinations')
    .selectAll()
    .where('kind', '=', 'listen')
    .where('deleted_at', 'is', null)
    .execute();
  const keys = await Promise.all(
    rows.map(async (row) => {
      const { config } = openDestination(context, row) as { config: { tokenHash: string } };
      return { id: row.id, ...(await readTokenKey(config.tokenHash)) };
    }),
  );
  const key = (await findToken(token, keys)) as (typeof keys)[number] | undefined;
  if (!key) return 401;
  if (!isSpoken) return 400;
  tunnelsOf(context)
    .line(key.id)
    .setPublicUrl(await findPublicUrl(context, key.id));
  return key.id;
}

/** The address of the endpoint that is connected: of the first one, where there are several. */
async function findPublicUrl(context: GatewayContext, destinationId: string): Promise<string | undefined> {
  const endpoint = await context.db
    .selectFrom('connections')
    .innerJoin('endpoints', 'endpoints.id', 'connections.endpoint_id')
    .select('endpoints.slug')
    .where('connections.destination_id', '=', destinationId)
    .where('endpoints.deleted_at', 'is', null)
    .orderBy('connections.id')
    .executeTakeFirst();
  return endpoint && `${publicBase(context)}${pathOf(endpoint.slug)}`;
}

function refuse(stream: Duplex, status: number): void {
  const text = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  stream.end(text, () => stream.destroy());
}
