import { once } from 'node:events';
import { connect } from 'node:net';

const end = Buffer.from('\r\n\r\n');

/** Sends one request after the other, and calls back with the bytes of each whole response. */
function createConnection(port, next) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = Buffer.alloc(0);
  const take = () => {
    const head = received.indexOf(end);
    if (head < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(received.latin1Slice(0, head))?.[1] ?? 0);
    if (received.length < head + end.length + length) return;
    const status = Number(received.latin1Slice(9, 12));
    received = received.subarray(head + end.length + length);
    next(status, (request) => socket.write(request));
  };
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    take();
  });
  return socket;
}

/**
 * Keeps as many requests in flight as there are connections, until all are answered.
 *
 * @returns how many were answered in a second, and how many had another status than 200
 */
export async function load(port, requests, { connections }) {
  let sent = 0;
  let answered = 0;
  let refused = 0;
  let finish;
  const finished = new Promise((resolve) => (finish = resolve));
  const next = (status, send) => {
    answered += 1;
    if (status !== 200) refused += 1;
    if (sent < requests.length) send(requests[sent++]);
    else if (answered === requests.length) finish();
  };
  const sockets = Array.from({ length: connections }, () => createConnection(port, next));
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  const started = performance.now();
  for (const socket of sockets) socket.write(requests[sent++]);
  await finished;
  const seconds = (performance.now() - started) / 1000;
  for (const socket of sockets) socket.destroy();
  return { rate: requests.length / seconds, refused };
}
