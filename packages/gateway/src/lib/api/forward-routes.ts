import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import { listForwards, readForward } from '../forwarding/find-forwards.ts';
import { cancelForward, retryForward } from '../forwarding/forward-acts.ts';
import { replayEvent } from '../forwarding/replay-event.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody, pageOf, pageQuery } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  forwardDetailSchema,
  forwardSchema,
  replayedSchema,
  replayRequestSchema,
} from './forward-schemas.ts';

const tags = ['Forwards'];
const reading = [allow('read')];
const replaying = [allow('replay')];
const one = { 200: { description: 'The forward', content: json(forwardDetailSchema) } };

const listQuery = pageQuery.extend({
  state: z.enum(['queued', 'leased', 'delivered', 'dead', 'cancelled']).optional(),
  destination: z.string().max(64).optional(),
  endpoint: z.string().max(64).optional(),
  type: z.string().max(200).optional().describe('Of the event; * stands for any letters'),
});

const list = createRoute({
  method: 'get',
  path: '/forwards',
  tags,
  middleware: reading,
  summary: 'Forwards, the newest first',
  request: { query: listQuery },
  responses: { 200: { description: 'Forwards', content: json(pageOf(forwardSchema)) } },
});
const read = createRoute({
  method: 'get',
  path: '/forwards/{id}',
  tags,
  middleware: reading,
  summary: 'A forward with its attempts',
  request: { params: idParams },
  responses: one,
});
const retry = createRoute({
  method: 'post',
  path: '/forwards/{id}/retry',
  tags,
  middleware: replaying,
  summary: 'Tries a forward again, now, with its whole schedule before it where it had ended',
  request: { params: idParams },
  responses: one,
});
const cancel = createRoute({
  method: 'post',
  path: '/forwards/{id}/cancel',
  tags,
  middleware: replaying,
  summary: 'Gives a forward up; one that is at work may still arrive',
  request: { params: idParams },
  responses: one,
});
const replay = createRoute({
  method: 'post',
  path: '/events/{id}/replay',
  tags,
  middleware: replaying,
  summary: 'Sends a stored event once more, as far as the filters of today want it',
  request: { params: idParams, body: jsonBody(replayRequestSchema) },
  responses: { 201: { description: 'The new forwards', content: json(replayedSchema) } },
});

/** Events on their way to destinations. */
export const forwardRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => {
      const { destination: destinationId, endpoint: endpointId, ...query } = c.req.valid('query');
      return c.json(await listForwards(context, { ...query, destinationId, endpointId }), 200);
    });
    api.openapi(read, async (c) => c.json(await readForward(context, c.req.valid('param').id), 200));
    api.openapi(retry, async (c) => {
      const { id } = c.req.valid('param');
      await retryForward(context, c.get('actor'), id);
      return c.json(await readForward(context, id), 200);
    });
    api.openapi(cancel, async (c) => {
      const { id } = c.req.valid('param');
      await cancelForward(context, c.get('actor'), id);
      return c.json(await readForward(context, id), 200);
    });
    api.openapi(replay, async (c) => {
      const { id } = c.req.valid('param');
      const { connectionIds } = c.req.valid('json');
      return c.json({ forwardIds: await replayEvent(context, c.get('actor'), id, connectionIds) }, 201);
    });
  };
