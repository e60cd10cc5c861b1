import { serve } from '@hono/node-server';
import type { Express } from 'express';
import type { Server } from 'node:http';
import { listenOn, toRunning, type Running } from '../../../test/adapters/running.ts';

/** Serves an Express application; what reaches its end is answered with the error's message. */
export function serveExpress(app: Express): Promise<Running> {
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
  return listenOn(app);
}

/** Serves a function from `Request` to `Response`. */
export async function serveFetch(
  fetch: (request: Request) => Response | Promise<Response>,
): Promise<Running> {
  const server = await new Promise<Server>((resolve) => {
    const started = serve({ fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started as Server));
  });
  return toRunning(server);
}
