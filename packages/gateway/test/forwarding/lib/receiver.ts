import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Received {
  readonly method: string;
  readonly target: string;
  /** Names and values as they came. */
  readonly pairs: readonly (readonly [string, string])[];
  /** The last value of a name in lower case. */
  header(name: string): string | undefined;
  readonly body: Buffer;
}

/** Answers a request; one that does nothing hangs. */
export type Answer = (response: ServerResponse, received: Received) => void;

/** A server that a destination sends to. */
export interface Receiver extends AsyncDisposable {
  readonly url: string;
  readonly received: Received[];
  answer: Answer;
}

/** Answers with a status and nothing else. */
export const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(code, headers).end();

/** Starts a receiver on the loopback interface. */
export async function startReceiver(answer: Answer = status(200)): Promise<Receiver> {
  const received: Received[] = [];
  const receiver = {
    url: '',
    received,
    answer,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { rawHeaders, method = '', url = '' } = request;
      const pairs = Array.from(
        { length: rawHeaders.length / 2 },
        (_, at) => [rawHeaders[2 * at] ?? '', rawHeaders[2 * at + 1] ?? ''] as const,
      );
      const header = (name: string): string | undefined =>
        pairs.findLast(([given]) => given.toLowerCase() === name)?.[1];
      const one = { method, target: url, pairs, header, body: Buffer.concat(chunks) };
      received.push(one);
      receiver.answer(response, one);
    });
    request.on('error', () => {});
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
}
