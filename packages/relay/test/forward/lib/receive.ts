import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that a receiver has got. */
export interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What is answered; nothing at all where it is undefined. */
export type Answer = { readonly status: number; readonly headers?: Record<string, string> } | undefined;

/** A local receiver on a free port. */
export interface LocalReceiver extends AsyncDisposable {
  readonly url: string;
  readonly got: readonly Got[];
}

/** Starts a receiver that answers the requests in their order by these, and 202 when they are used up. */
export async function receive(answers: readonly Answer[] = []): Promise<LocalReceiver> {
  const got: Got[] = [];
  const left = [...answers];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      got.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
      const answer = left.length > 0 ? left.shift() : { status: 202 };
      if (answer) response.writeHead(answer.status, answer.headers).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
