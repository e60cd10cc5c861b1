import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where alerts go: `/gone` is closed for good, `/away` has moved, until they are mended; all else is taken. */
export interface Receiver {
  readonly url: string;
  /** Takes what it refused before. */
  mend(path: '/gone' | '/away'): void;
  close(): void;
}

/** What `/gone` says of itself. */
export const goneText = '<img src=x onerror="window.owned=1"> is closed';

/** Starts it on a free port. */
export async function startReceiver(): Promise<Receiver> {
  const broken = new Set(['/gone', '/away']);
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      const path = request.url ?? '';
      if (!broken.has(path)) response.end('ok');
      else if (path === '/gone') response.writeHead(410).end(goneText);
      else response.writeHead(302, { location: '/elsewhere' }).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mend: (path) => void broken.delete(path),
    close: () => server.close(),
  };
}
