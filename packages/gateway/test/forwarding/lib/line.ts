import {
  connectRelay,
  type RelayAnswer,
  type RelayConnection,
  type RelayedDelivery,
  type RelayState,
} from '@hooklatch/relay/client';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, createServer as createProxy, type AddressInfo, type Socket } from 'node:net';
import { attachTunnel } from '../../../src/lib/forwarding/attach-tunnel.ts';
import type { Stage } from './stage.ts';

/** An admin listener with a line that can be cut, in front of a gateway. */
export interface Line extends AsyncDisposable {
  readonly url: string;
  /** Cuts every connection, as a network does. */
  cut(): void;
  connect(
    token: string,
    onDelivery: (delivery: RelayedDelivery) => Promise<RelayAnswer | undefined>,
    options?: object,
  ): RelayConnection & { readonly states: readonly RelayState[] };
}

async function listen(server: {
  listen(port: number, host: string): unknown;
  address(): unknown;
}): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server as Server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Opens the listener of a gateway, behind the line. */
export async function openLine(stage: Stage): Promise<Line> {
  const server = createServer((_, response) => void response.writeHead(404).end());
  const part = attachTunnel(server, stage.context);
  const port = await listen(server);
  const sockets = new Set<Socket>();
  const proxy = createProxy((socket) => {
    const upstream = connect(port, '127.0.0.1');
    for (const one of [socket, upstream]) {
      sockets.add(one);
      one.on('error', () => {});
      one.on('close', () => sockets.delete(one));
    }
    socket.pipe(upstream).pipe(socket);
  });
  const url = `http://127.0.0.1:${await listen(proxy)}/relay`;
  const cut = (): void => sockets.forEach((socket) => socket.destroy());
  const clients: RelayConnection[] = [];
  return {
    url,
    cut,
    connect(token, onDelivery, options = {}) {
      const states: RelayState[] = [];
      const client = connectRelay({
        url,
        token,
        onDelivery,
        onState: (state) => void states.push(state),
        ...options,
      });
      clients.push(client);
      return { ...client, states };
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.close()));
      await part.stop(0);
      cut();
      proxy.close();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An answer of an application. */
export const answerOf = (status: number, text = ''): RelayAnswer => ({
  status,
  headers: [['content-type', 'text/plain']],
  body: new TextEncoder().encode(text),
});
