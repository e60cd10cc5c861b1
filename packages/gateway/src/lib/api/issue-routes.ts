import { createRoute } from '@hono/zod-openapi';
import { actOnIssue, listIssues, type IssueAct } from '../alerting/issues.ts';
import type { GatewayContext } from '../context.ts';
import { allow } from './allow.ts';
import { idParams, json, pageOf } from './answers.ts';
import type { AddRoutes } from './api.ts';
import { issueQuerySchema, issueSchema } from './issue-schemas.ts';

const tags = ['Alerts'];

const list = createRoute({
  method: 'get',
  path: '/issues',
  tags,
  middleware: [allow('read')],
  summary: 'What goes wrong with destinations, the newest first',
  request: { query: issueQuerySchema },
  responses: { 200: { description: 'A page', content: json(pageOf(issueSchema)) } },
});
const toAct = <const Act extends IssueAct>(act: Act, summary: string) =>
  createRoute({
    method: 'post',
    path: `/issues/{id}/${act}`,
    tags,
    middleware: [allow('write')],
    summary,
    request: { params: idParams },
    responses: { 200: { description: 'The issue', content: json(issueSchema) } },
  });
const acknowledge = toAct(
  'acknowledge',
  'Somebody has seen it: it is repeated no more, until it is resolved',
);
const ignore = toAct('ignore', 'Nobody wants to hear of it: it is said no more');
const resolve = toAct('resolve', 'It is over, whatever was observed');

/** What goes wrong with destinations. */
export const issueRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json(await listIssues(context, c.req.valid('query')), 200));
    api.openapi(acknowledge, async (c) =>
      c.json(await actOnIssue(context, c.get('actor'), c.req.valid('param').id, 'acknowledge'), 200),
    );
    api.openapi(ignore, async (c) =>
      c.json(await actOnIssue(context, c.get('actor'), c.req.valid('param').id, 'ignore'), 200),
    );
    api.openapi(resolve, async (c) =>
      c.json(await actOnIssue(context, c.get('actor'), c.req.valid('param').id, 'resolve'), 200),
    );
  };
