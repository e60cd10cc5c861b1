import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Access } from '../access/access.ts';
import { findActor, readCredential } from '../access/credential.ts';
import type { Part, GatewayContext } from '../context.ts';
import { allow } from './allow.ts';
import { ApiError } from './api-error.ts';
import type { AddRoutes } from './api.ts';
import { openStream } from './live-stream.ts';

const mostStreams = 256;

const stream = createRoute({
  method: 'get',
  path: '/stream',
  tags: ['Stream'],
  middleware: [allow('read')],
  summary: 'What happens, as it happens, as server-sent events',
  responses: {
    200: {
      description:
        'One message for each happening: JSON with its `kind`. It is a hint: ask for what it names.',
      content: { 'text/event-stream': { schema: z.string() } },
    },
  },
});

/** The streams that are open, which a stop ends. */
export interface LiveStreams extends Part {
  readonly addRoutes: AddRoutes;
}

/** What happens, for those who look. A stream ends when who looks may do so no longer. */
export function streamRoutes(context: GatewayContext, access: Access): LiveStreams {
  const open = new Set<{ end(): void; check(): Promise<void> }>();
  const unlisten = access.onEnd(() => {
    for (const { check } of open) void check();
  });
  return {
    addRoutes: (api) => {
      api.openapi(stream, (c) => {
        if (open.size >= mostStreams)
          throw new ApiError(503, 'too_many_streams', 'Too many streams are open.', 10);
        const { incoming } = c.env;
        const credential = readCredential(incoming.headers, access.cookieOf(incoming));
        const isKnown = async (): Promise<boolean> => {
          const actor = credential && (await findActor(context, credential));
          return actor?.scopes.includes('read') === true;
        };
        const live = openStream(context.bus, { isKnown, onEnd: () => void open.delete(live) });
        open.add(live);
        const headers = {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        };
        return new Response(live.body, { headers });
      });
    },
    stop() {
      unlisten();
      for (const { end } of open) end();
      return Promise.resolve();
    },
  };
}
