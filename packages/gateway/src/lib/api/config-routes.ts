import { createRoute } from '@hono/zod-openapi';
import { applyConfig } from '../config/apply-config.ts';
import type { GatewayContext } from '../context.ts';
import { allow } from './allow.ts';
import { json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { configPlanSchema, configQuery, configSchema } from './config-schemas.ts';

const apply = createRoute({
  method: 'put',
  path: '/config',
  tags: ['Configuration'],
  middleware: [allow('write')],
  summary:
    'Makes the gateway have what a configuration says, whole or not at all; what it has besides is left alone',
  request: { query: configQuery, body: jsonBody(configSchema) },
  responses: { 200: { description: 'What it changes', content: json(configPlanSchema) } },
});

/** Configuration as code. */
export const configRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(apply, async (c) => {
      const isDry = c.req.valid('query').dryRun === 'true';
      return c.json(await applyConfig(context, c.get('actor'), c.req.valid('json'), { isDry }), 200);
    });
  };
