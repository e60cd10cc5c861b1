import { createRoute } from '@hono/zod-openapi';
import { listAudit } from '../access/list-audit.ts';
import type { GatewayContext } from '../context.ts';
import { auditEntrySchema } from './access-schemas.ts';
import { allow } from './allow.ts';
import { json, pageOf, pageQuery } from './answers.ts';
import type { AddRoutes } from './api.ts';

const list = createRoute({
  method: 'get',
  path: '/audit',
  tags: ['Access'],
  middleware: [allow('admin')],
  summary: 'What was changed, and by whom; the newest first',
  request: { query: pageQuery },
  responses: { 200: { description: 'A page', content: json(pageOf(auditEntrySchema)) } },
});

/** What was changed, and by whom. */
export const auditRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json(await listAudit(context, c.req.valid('query')), 200));
  };
