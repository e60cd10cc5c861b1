import { once } from 'node:events';
import { createConnection } from './load.mjs';

/**
 * Sends requests at a steady rate, whether those before are answered or not, as long as a connection is free.
 *
 * @returns how long the slowest hundredth waited at least, in milliseconds, from when it was to be sent; and how many had
 * another status than 200
 * @throws where a connection ends before all are answered
 */
export async function pacedLoad(port, requests, { connections, rate }) {
  const { promise: finished, resolve: finish, reject: fail } = Promise.withResolvers();
  const times = new Float64Array(requests.length);
  let sent = 0;
  let answered = 0;
  let refused = 0;
  let started = Infinity;
  const free = [];
  const dueAt = (number) => started + (1000 * number) / rate;
  const open = Array.from({ length: connections }, () => {
    let own = 0;
    const { socket, send } = createConnection(
      port,
      (status) => {
        times[own] = performance.now() - dueAt(own);
        answered += 1;
        if (status !== 200) refused += 1;
        free.push(begin);
        if (answered === requests.length) finish();
      },
      fail,
    );
    const begin = () => {
      own = sent++;
      send(requests[own]);
    };
    free.push(begin);
    return socket;
  });
  // What is sent late counts as waiting, and a timer's millisecond is the same for everybody.
  const pump = () => {
    while (free.length > 0 && sent < requests.length && performance.now() >= dueAt(sent)) free.pop()();
    if (sent < requests.length) setTimeout(pump, 1);
  };
  try {
    await Promise.race([finished, Promise.all(open.map((socket) => once(socket, 'connect')))]);
    started = performance.now();
    pump();
    await finished;
    return { p99: times.toSorted()[Math.floor(0.99 * times.length)], refused };
  } finally {
    sent = requests.length;
    for (const socket of open) socket.destroy();
  }
}
