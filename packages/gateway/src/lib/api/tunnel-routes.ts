import { createRoute } from '@hono/zod-openapi';
import type { GatewayContext } from '../context.ts';
import { listTunnels } from '../forwarding/list-tunnels.ts';
import { allow } from './allow.ts';
import { json } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { tunnelListSchema } from './tunnel-schemas.ts';

const list = createRoute({
  method: 'get',
  path: '/tunnels',
  tags: ['Tunnels'],
  middleware: [allow('read')],
  summary: 'Who listens with `hooklatch listen`',
  responses: { 200: { description: 'Tunnels', content: json(tunnelListSchema) } },
});

/** Who listens with `hooklatch listen`. */
export const tunnelRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json({ items: [...(await listTunnels(context))] }, 200));
  };
