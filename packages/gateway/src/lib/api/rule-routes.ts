import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { changeRule, createRule, deleteRule, findRule, listRules, viewRule } from '../alerting/rules.ts';
import { previewDigest, previewRule, testRule } from '../alerting/try-rule.ts';
import type { GatewayContext } from '../context.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  digestPreviewSchema,
  draftRuleSchema,
  newRuleSchema,
  ruleChangeSchema,
  rulePreviewSchema,
  ruleSchema,
  ruleTestSchema,
} from './rule-schemas.ts';

const tags = ['Alerts'];
const reading = [allow('read')];
const writing = [allow('write')];
const request = { params: idParams };
const one = { 200: { description: 'The rule', content: json(ruleSchema) } };

const list = createRoute({
  method: 'get',
  path: '/rules',
  tags,
  middleware: reading,
  summary: 'Every rule',
  responses: {
    200: { description: 'Rules', content: json(z.object({ items: z.array(ruleSchema), next: z.null() })) },
  },
});
const create = createRoute({
  method: 'post',
  path: '/rules',
  tags,
  middleware: writing,
  summary: 'Makes a rule',
  request: { body: jsonBody(newRuleSchema) },
  responses: { 201: { description: 'The rule', content: json(ruleSchema) } },
});
const preview = createRoute({
  method: 'post',
  path: '/rules/preview',
  tags,
  middleware: writing,
  summary: 'What a rule would have said of the last events; nothing is sent or kept',
  request: { body: jsonBody(draftRuleSchema) },
  responses: { 200: { description: 'What it would have said', content: json(rulePreviewSchema) } },
});
const read = createRoute({
  method: 'get',
  path: '/rules/{id}',
  tags,
  middleware: reading,
  summary: 'A rule',
  request,
  responses: one,
});
const change = createRoute({
  method: 'patch',
  path: '/rules/{id}',
  tags,
  middleware: writing,
  summary: 'Changes a rule',
  request: { params: idParams, body: jsonBody(ruleChangeSchema) },
  responses: one,
});
const remove = createRoute({
  method: 'delete',
  path: '/rules/{id}',
  tags,
  middleware: writing,
  summary: 'Deletes a rule; what it has said already is sent all the same',
  request,
  responses: { 204: { description: 'It is gone' } },
});
const test = createRoute({
  method: 'post',
  path: '/rules/{id}/test',
  tags,
  middleware: writing,
  summary: 'Sends a marked sample to each of its channels',
  request,
  responses: { 200: { description: 'What came of it', content: json(ruleTestSchema) } },
});
const digest = createRoute({
  method: 'get',
  path: '/rules/{id}/digest',
  tags,
  middleware: reading,
  summary: 'When a digest is told next, and what it would say now',
  request,
  responses: { 200: { description: 'The digest so far', content: json(digestPreviewSchema) } },
});

/** Who is told what, and when. */
export const ruleRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json({ items: await listRules(context), next: null }, 200));
    api.openapi(create, async (c) =>
      c.json(await createRule(context, c.get('actor'), c.req.valid('json')), 201),
    );
    api.openapi(preview, async (c) => c.json(await previewRule(context, c.req.valid('json').rule), 200));
    api.openapi(read, async (c) => c.json(viewRule(await findRule(context, c.req.valid('param').id)), 200));
    api.openapi(change, async (c) =>
      c.json(await changeRule(context, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
    );
    api.openapi(remove, async (c) => {
      await deleteRule(context, c.get('actor'), c.req.valid('param').id);
      return c.body(null, 204);
    });
    api.openapi(test, async (c) => c.json(await testRule(context, c.req.valid('param').id), 200));
    api.openapi(digest, async (c) => c.json(await previewDigest(context, c.req.valid('param').id), 200));
  };
