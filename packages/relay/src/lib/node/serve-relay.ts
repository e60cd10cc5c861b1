import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Exchange } from '../exchange/exchange.ts';
import { ownReply, type RelayReply, type RelayReport } from '../exchange/relay-reply.ts';
import { maxHeadBytes, subprotocol } from '../protocol/constants.ts';
import { readPublicPath } from '../public-path.ts';
import { findToken, readHandshake, type TokenKey } from '../token.ts';
import { attendTunnel } from './attend-tunnel.ts';
import { declaredLength, readBody, readPairs } from './read-body.ts';
import { writeReply } from './write-reply.ts';

/** What is served. */
export interface Served {
  readonly keys: readonly TokenKey[];
  /** By the public ids of the keys. */
  readonly exchanges: ReadonlyMap<string, Exchange>;
  readonly maxBodyBytes: number;
  readonly maxConnections: number;
  onReport(report: RelayReport): void;
}

/**
 * Makes the server of a relay; it does not listen yet.
 *
 * @param served - the exchanges and the limits
 * @returns the server, and what ends its tunnels
 */
export function serveRelay(served: Served): { readonly server: Server; endTunnels(): void } {
  const server = createServer({ requestTimeout: 30_000 }, (request, response) => {
    request.on('error', () => {});
    answer(served, request, response).catch(() => response.destroy());
  });
  server.maxConnections = served.maxConnections;
  const webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: served.maxBodyBytes + maxHeadBytes + 4,
    perMessageDeflate: false,
    handleProtocols: () => subprotocol,
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => stream.destroy());
    admitTunnel(served, request).then(
      (admitted) => {
        if (typeof admitted === 'number') return refuse(stream, admitted);
        webSockets.handleUpgrade(request, stream, head, (webSocket) => attendTunnel(webSocket, admitted));
      },
      () => refuse(stream, 500),
    );
  });
  const endTunnels = (): void => {
    for (const webSocket of webSockets.clients) webSocket.terminate();
  };
  return { server, endTunnels };
}

/** Whose tunnel it is, or the status that it is refused with. */
async function admitTunnel(
  { keys, exchanges }: Served,
  { url, headers }: IncomingMessage,
): Promise<Exchange | number> {
  if (url?.split('?')[0] !== '/tunnel') return 404;
  const { authorization, 'sec-websocket-protocol': protocols } = headers;
  const { token, isSpoken } = readHandshake({ authorization, protocols });
  const key = token && (await findToken(token, keys));
  if (!key) return 401;
  return (isSpoken && exchanges.get(key.publicId)) || 400;
}

function refuse(stream: Duplex, status: number): void {
  const text = `HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`;
  stream.end(text, () => stream.destroy());
}

async function answer(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = readPublicPath(request.url ?? '');
  const exchange = path && served.exchanges.get(path.publicId);
  if (!path || !exchange) {
    const isHealth = request.url === '/healthz';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'text/plain', connection: 'close' });
    return void response.end(isHealth ? 'ok\n' : 'not found\n');
  }
  const { publicId, target } = path;
  const start = performance.now();
  let bytes = 0;
  const end = (reply: RelayReply, id?: string): void => {
    const status = writeReply(response, reply);
    // What was not read would be taken for the next request.
    if (!request.complete) response.once('finish', () => request.destroy());
    const milliseconds = Math.round(performance.now() - start);
    served.onReport({ publicId, id, outcome: reply.outcome, status, bytes, milliseconds });
  };
  const admission = exchange.admit(declaredLength(request));
  if (admission.refused) return end(admission.refused);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const body = await readBody(request, served.maxBodyBytes).finally(() => admission.ended());
  if (!body) return end(ownReply('too_large'));
  bytes = body.length;
  const method = request.method ?? 'GET';
  const { reply, id } = await exchange.accept(
    { method, target, headers: readPairs(request), body },
    gone.signal,
  );
  end(reply, id);
}
