import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import { readProviders } from '../endpoints/read-providers.ts';
import { allow } from './allow.ts';
import { json } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { providerSchema } from './provider-schemas.ts';

const list = createRoute({
  method: 'get',
  path: '/providers',
  tags: ['Endpoints'],
  middleware: allow('read'),
  summary: 'Every provider, and how it is connected',
  responses: {
    200: { description: 'Providers', content: json(z.object({ items: z.array(providerSchema) })) },
  },
});

/** The providers that an endpoint can be of. */
export const providerRoutes =
  (_context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json({ items: [...(await readProviders())] }, 200));
  };
