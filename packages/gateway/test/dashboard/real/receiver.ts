import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An application: `/good` takes everything, `/bad` refuses with markup, until it is told to take it. */
export interface Application {
  readonly url: string;
  readonly taken: string[];
  mend(): void;
  close(): void;
}

/** Starts it on a free port. */
export async function startApplication(): Promise<Application> {
  const taken: string[] = [];
  let isMended = false;
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const path = request.url ?? '';
      if (path.startsWith('/bad') && !isMended) {
        response.writeHead(503).end('<h1 onclick="window.owned=1">Service Unavailable</h1>');
        return;
      }
      taken.push(path);
      response.end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    taken,
    mend: () => {
      isMended = true;
    },
    close: () => server.close(),
  };
}
