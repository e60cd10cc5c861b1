import type { WebSocket } from 'ws';
import type { RelayEnd, RelayState } from './relayed-delivery.ts';
import { closeCode, maxHeldIds, timing } from '../protocol/constants.ts';
import { writeFrame } from '../protocol/frame.ts';
import type { Credit, Hello } from '../protocol/message.ts';
import { readServerMessage } from '../protocol/read-message.ts';
import { toPublicUrl } from '../public-path.ts';
import type { Jobs } from './jobs.ts';
import type { Window } from './window.ts';

/** Options of {@link createConnection}. */
export interface ConnectionOptions {
  dial(): WebSocket;
  /** Of the relay over HTTP. */
  readonly origin: string;
  readonly hello: { /** Of bodies at once. */ readonly bytes: number; readonly filter?: object | undefined };
  readonly jobs: Jobs;
  readonly window: Window;
  onState(state: RelayState): void;
}

/** A connection that is kept up. */
export interface Connection {
  readonly closed: Promise<RelayEnd>;
  close(): Promise<void>;
}

/** What a relay's refusal means; after any other it is tried again. */
const finalStatus = new Map<number, RelayEnd>([
  [400, 'unsupported'],
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [426, 'unsupported'],
]);

/**
 * Connects, and again after a time that grows with each failure: all of it by chance, so that clients do not come back
 * together.
 *
 * @param options - the relay, and what takes deliveries
 * @returns the connection
 */
export function createConnection({
  dial,
  origin,
  hello,
  jobs,
  window,
  onState,
}: ConnectionOptions): Connection {
  const client = crypto.randomUUID();
  let resolveClosed: (reason: RelayEnd) => void = () => {};
  const closed = new Promise<RelayEnd>((resolve) => {
    resolveClosed = resolve;
  });
  let failures = 0;
  let isOver = false;
  let webSocket: WebSocket | undefined;
  let timer: NodeJS.Timeout | undefined;

  const credit = (): Credit => ({ deliveries: window.size(), bytes: hello.bytes });
  const end = (reason: RelayEnd): void => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    jobs.disconnect();
    onState({ state: 'closed', reason });
    resolveClosed(reason);
  };
  const again = (reason: string): void => {
    if (isOver) return;
    const retryInMs = Math.round(
      Math.random() * Math.min(timing.reconnectMost, timing.reconnectFirst * 2 ** Math.min(failures, 10)),
    );
    failures += 1;
    onState({ state: 'waiting', retryInMs, reason });
    timer = setTimeout(open, retryInMs);
  };
  const attend = (socket: WebSocket, data: Buffer): void => {
    const message = readServerMessage(data);
    if (!message) return socket.close(closeCode.malformed, 'malformed');
    if (message.type === 'welcome') {
      failures = 0;
      const publicUrl = message.publicUrl ?? toPublicUrl(origin, message.publicId);
      onState({ state: 'connected', publicUrl, waiting: message.waiting });
      jobs.connect((bytes) => socket.send(bytes), message.maxBodyBytes);
    } else if (message.type === 'delivery') jobs.take(message);
    else if (message.type === 'settled') {
      jobs.forget(message.id);
      if (window.grow()) socket.send(writeFrame({ type: 'credit', credit: credit() }));
    }
  };
  const open = (): void => {
    onState({ state: 'connecting' });
    const socket = dial();
    webSocket = socket;
    let reason = 'closed';
    let refused: RelayEnd | undefined;
    const stopPings = keepAlive(socket);
    socket.on('open', () => {
      const held = jobs.held().slice(0, maxHeldIds);
      const filter = hello.filter && { filter: hello.filter };
      socket.send(
        writeFrame({ type: 'hello', version: 1, client, held, credit: credit(), ...filter } satisfies Hello),
      );
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (isBinary) attend(socket, data);
    });
    socket.on('unexpected-response', (request, { statusCode = 0 }) => {
      refused = finalStatus.get(statusCode);
      reason = `HTTP ${statusCode}`;
      request.destroy();
      // `ws` leaves it to whoever listens to this to end the socket.
      socket.terminate();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (reason === 'closed') reason = error.code ?? 'failed';
    });
    socket.on('close', (code: number) => {
      stopPings();
      jobs.disconnect();
      window.shrink();
      if (refused) return end(refused);
      if (code === closeCode.replaced) return end('replaced');
      again(reason);
    });
  };
  open();
  return {
    closed,
    async close() {
      end('ended');
      if (!webSocket || webSocket.readyState === webSocket.CLOSED) return;
      const socket = webSocket;
      const gone = new Promise((resolve) => socket.once('close', resolve));
      const last = setTimeout(() => socket.terminate(), 2000);
      if (socket.readyState === socket.CONNECTING) socket.terminate();
      else socket.close(closeCode.done, 'done');
      await gone;
      clearTimeout(last);
    },
  };
}

/** Says that it is there, and ends a socket that says nothing itself. */
function keepAlive(socket: WebSocket): () => void {
  let heardAt = Date.now();
  const heard = (): void => {
    heardAt = Date.now();
  };
  socket.on('message', heard);
  const pings = setInterval(() => {
    if (socket.readyState === socket.OPEN) socket.send('ping');
  }, timing.ping);
  const alive = setInterval(() => {
    if (Date.now() - heardAt > timing.dead) socket.terminate();
  }, timing.dead / 9);
  return () => {
    clearInterval(pings);
    clearInterval(alive);
  };
}
