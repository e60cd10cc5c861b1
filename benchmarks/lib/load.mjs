import { once } from 'node:events';
import { connect } from 'node:net';

const end = Buffer.from('\r\n\r\n');

/** How long a response's body is. One in chunks is an empty one here: nothing but the last chunk. */
function bodyBytes(head) {
  const declared = /content-length: (\d+)/i.exec(head);
  if (declared) return Number(declared[1]);
  return /transfer-encoding: chunked/i.test(head) ? '0\r\n\r\n'.length : 0;
}

/** Sends one request after the other, and calls back with the status of each whole response. */
export function createConnection(port, next, fail) {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let received = Buffer.alloc(0);
  let started = 0;
  const send = (request) => {
    started = performance.now();
    socket.write(request);
  };
  const take = () => {
    const head = received.indexOf(end);
    if (head < 0) return;
    const length = head + end.length + bodyBytes(received.latin1Slice(0, head));
    if (received.length < length) return;
    const status = Number(received.latin1Slice(9, 12));
    received = received.subarray(length);
    next(status, performance.now() - started, send);
  };
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    take();
  });
  socket.on('error', fail).on('end', () => fail(new Error('The server has ended a connection.')));
  return { socket, send };
}

/**
 * Keeps as many requests in flight as there are connections, until all are answered.
 *
 * @returns how many were answered in a second, how long the slowest hundredth took at least, in milliseconds, how many
 * had another status than the expected one, and the part of the time in which this process was not waiting
 * @throws where a connection ends before that
 */
export async function load(port, requests, { connections, status: expected = 200 }) {
  let sent = 0;
  let answered = 0;
  let refused = 0;
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers();
  const times = new Float64Array(requests.length);
  const next = (status, milliseconds, send) => {
    times[answered] = milliseconds;
    answered += 1;
    if (status !== expected) refused += 1;
    if (sent < requests.length) send(requests[sent++]);
    else if (answered === requests.length) finish();
  };
  const open = Array.from({ length: Math.min(connections, requests.length) }, () =>
    createConnection(port, next, fail),
  );
  // A process that sleeps has to be woken by the server's writes, which costs a slow server more than a fast one.
  let spinning = true;
  const spin = () => void (spinning && setImmediate(spin));
  try {
    await Promise.race([finished, Promise.all(open.map(({ socket }) => once(socket, 'connect')))]);
    const before = performance.eventLoopUtilization();
    const started = performance.now();
    spin();
    for (const { send } of open) send(requests[sent++]);
    await finished;
    const seconds = (performance.now() - started) / 1000;
    const { utilization: busy } = performance.eventLoopUtilization(before);
    const p99 = times.toSorted()[Math.floor(0.99 * times.length)];
    return { rate: requests.length / seconds, p99, refused, busy };
  } finally {
    spinning = false;
    for (const { socket } of open) socket.destroy();
  }
}
