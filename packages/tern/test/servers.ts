import { serve } from '@hono/node-server';
import type { Express } from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a free port. */
export interface Running {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves an Express application; what reaches its end is answered with the error's message. */
export async function serveExpress(app: Express): Promise<Running> {
  app.use(
    (
      error: Error,
      _request: unknown,
      response: { status(code: number): { end(text: string): void } },
      _next: unknown,
    ) => {
      response.status(500).end(error.message);
    },
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return running(server);
}

/** Serves a function from `Request` to `Response`. */
export async function serveFetch(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<Running> {
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started as Server));
  });
  return running(server);
}

function running(server: Server): Running {
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
