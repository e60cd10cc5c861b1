import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { readFrame, writeFrame } from '../../src/lib/protocol/frame.ts';

/** A relay that says what a test says. */
export interface FakeRelay {
  readonly url: string;
  /** The heads of all messages that came, and texts as they are. */
  readonly heard: unknown[];
  readonly sockets: WebSocket[];
  /** Answers handshakes with a status from now on. */
  refuse(status: number): void;
  /** Sends to the last socket. */
  say(head: object, body?: Uint8Array): void;
  close(): Promise<void>;
}

const isHello = (head: unknown): boolean => (head as { type?: string } | undefined)?.type === 'hello';

/** @param isMute - whether it answers no ping */
export async function fakeRelay(isMute = false): Promise<FakeRelay> {
  const server = createServer();
  const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'hooklatch-relay.v1' });
  const heard: unknown[] = [];
  const sockets: WebSocket[] = [];
  let status = 0;
  const welcome = writeFrame({
    type: 'welcome',
    version: 1,
    publicId: 'abc',
    maxBodyBytes: 1000,
    waiting: 0,
  });
  server.on('upgrade', (request, stream, head) => {
    if (status) return void stream.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\n\r\n`);
    webSockets.handleUpgrade(request, stream, head, (socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
      socket.on('message', (data: Buffer, isBinary: boolean) => {
        heard.push(isBinary ? readFrame(data)?.head : data.toString());
        if (!isBinary && !isMute) socket.send('pong');
        if (isBinary && isHello(readFrame(data)?.head)) socket.send(welcome);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    sockets,
    refuse(with_) {
      status = with_;
    },
    say: (head, body) => sockets.at(-1)?.send(writeFrame(head, body)),
    async close() {
      for (const socket of sockets) socket.terminate();
      server.close();
      await once(server, 'close');
    },
  };
}
