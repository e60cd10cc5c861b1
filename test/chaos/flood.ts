import { connect } from 'node:net';
import type { Signed } from './deliver.ts';

/** Where the requests go, and how. */
export interface Flood {
  readonly ports: readonly number[];
  readonly count: number;
  /** To all ports together. */
  readonly connections: number;
}

/** How often each status came; 0 where a connection ended without one. */
export type Statuses = ReadonlyMap<number, number>;

/** Sends one request over and over, on each connection one after the other, until the server closes it. */
export async function flood(signed: Signed, { ports, count, connections }: Flood): Promise<Statuses> {
  const statuses = new Map<number, number>();
  const bytes = toBytes(signed);
  let left = count;
  const isNext = (): boolean => left > 0 && (left -= 1) >= 0;
  const add = (status: number): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const each = Array.from({ length: connections }, (_, at) =>
    sendAll(ports[at % ports.length] as number, bytes, isNext, add),
  );
  await Promise.all(each);
  return statuses;
}

function toBytes({ headers, body }: Signed): Uint8Array {
  const lines = headers.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${headers[at + 1] ?? ''}\r\n`] : [],
  );
  return Buffer.concat([Buffer.from(`POST /chaos HTTP/1.1\r\n${lines.join('')}\r\n`), body]);
}

const headEnd = '\r\n\r\n';

async function sendAll(
  port: number,
  bytes: Uint8Array,
  isNext: () => boolean,
  add: (status: number) => void,
): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = '';
  let isWaiting = false;
  const send = (): void => {
    isWaiting = isNext();
    if (isWaiting) socket.write(bytes);
    else socket.end();
  };
  socket.on('connect', send);
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    const head = received.indexOf(headEnd);
    const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? 0);
    if (head < 0 || received.length < head + headEnd.length + length) return;
    add(Number(received.slice(9, 12)));
    isWaiting = false;
    const isLast = /^connection: close/im.test(received);
    received = '';
    if (isLast) socket.end();
    else send();
  });
  // What it ended with is of no interest; `once` would reject.
  socket.on('error', () => {});
  await new Promise((resolve) => socket.once('close', resolve));
  if (isWaiting) add(0);
}
