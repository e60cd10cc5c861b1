import { createRoute } from '@hono/zod-openapi';
import { changeChoices, planChoices, readChoices } from '../start/choices.ts';
import type { GatewayContext } from '../context.ts';
import { allow } from './allow.ts';
import { json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  gatewayChoicesChangeSchema,
  gatewayChoicesSchema,
  retentionPlanSchema,
  retentionQuestionSchema,
} from './setting-schemas.ts';

const tags = ['Settings'];

const show = createRoute({
  method: 'get',
  path: '/settings',
  tags,
  middleware: [allow('read')],
  summary: 'What is kept, for how long, and how much of it there is',
  responses: { 200: { description: 'The settings', content: json(gatewayChoicesSchema) } },
});
const change = createRoute({
  method: 'patch',
  path: '/settings',
  tags,
  middleware: [allow('admin')],
  summary: 'Changes what is kept, and for how long',
  request: { body: jsonBody(gatewayChoicesChangeSchema) },
  responses: { 200: { description: 'The settings', content: json(gatewayChoicesSchema) } },
});

const plan = createRoute({
  method: 'get',
  path: '/settings/retention-plan',
  tags,
  middleware: [allow('read')],
  summary: 'How many events other limits would remove at once; nothing is changed',
  request: { query: retentionQuestionSchema },
  responses: { 200: { description: 'What would go', content: json(retentionPlanSchema) } },
});

/** What is changed while the gateway runs. */
export const settingRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(show, async (c) => c.json(await readChoices(context), 200));
    api.openapi(plan, async (c) => c.json(await planChoices(context, c.req.valid('query')), 200));
    api.openapi(change, async (c) => {
      await changeChoices(context, c.get('actor'), c.req.valid('json'));
      return c.json(await readChoices(context), 200);
    });
  };
