import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the application has got it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/**
 * An application: `/good` takes everything, `/bad` refuses with markup until it is told to take it, `/never` for ever;
 * `/say/…` refuses, and says what stands there in a header and in its text.
 */
export interface Application {
  readonly url: string;
  /** The paths of what was taken. */
  readonly taken: string[];
  /** What has come, taken or not. */
  readonly received: Received[];
  mend(): void;
  close(): void;
}

/** Starts it on a free port. */
export async function startApplication(): Promise<Application> {
  const taken: string[] = [];
  const received: Received[] = [];
  let isMended = false;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      if (path.startsWith('/say/')) {
        const text = decodeURIComponent(path.slice('/say/'.length));
        // A header holds no more than Latin letters.
        const value = text.replaceAll(/[^\u0020-\u007e]/g, '?');
        response.writeHead(503, { 'x-note': value, 'set-cookie': `a=${value}` }).end(text);
        return;
      }
      if (path.startsWith('/never') || (path.startsWith('/bad') && !isMended)) {
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
    received,
    mend: () => {
      isMended = true;
    },
    close: () => server.close(),
  };
}
