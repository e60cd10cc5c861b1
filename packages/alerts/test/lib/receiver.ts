import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A request that a receiver got. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** Names and values as they came. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** A server of HTTP that stands where a channel's would. */
export interface Receiver {
  readonly url: string;
  readonly requests: readonly Received[];
  /** How requests are answered from now on (200 and `ok`). */
  answer(how: (response: ServerResponse, request: Received) => unknown): void;
  close(): Promise<void>;
}

/** Starts one on a free port; `closeReceivers` ends it. */
export async function startReceiver(): Promise<Receiver> {
  const requests: Received[] = [];
  let how: Parameters<Receiver['answer']>[0] = (response) => response.end('ok');
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url = '', headers, rawHeaders } = request;
      const received = { method, url, headers, rawHeaders, body: Buffer.concat(chunks) };
      requests.push(received);
      how(response, received);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answer: (next) => void (how = next),
    async close() {
      running.delete(receiver);
      server.closeAllConnections();
      server.close();
      await once(server, 'close').catch(() => {});
    },
  };
  running.add(receiver);
  return receiver;
}

const running = new Set<Receiver>();

/** Ends those that still run; for `afterEach`. */
export async function closeReceivers(): Promise<void> {
  await Promise.all([...running].map((receiver) => receiver.close()));
}

/** Resolves when a condition holds. @throws Error after 10 seconds */
export async function until(condition: () => boolean | Promise<boolean>, what = 'it'): Promise<void> {
  const end = performance.now() + 10_000;
  // oxlint-disable-next-line no-await-in-loop
  while (!(await condition())) {
    if (performance.now() > end) throw new Error(`10 seconds have passed, and ${what} has not happened.`);
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
