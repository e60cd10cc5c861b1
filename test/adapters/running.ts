import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A running application. */
export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** What tests need of a server that listens on the loopback interface; open connections end with it. */
export function toRunning(server: Server): Running {
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}

/** Serves a listener on a free port. */
export async function listenOn(listener: RequestListener): Promise<Running> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return toRunning(server);
}
