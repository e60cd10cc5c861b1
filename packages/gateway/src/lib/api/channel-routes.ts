import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { testChannels } from '../alerting/await-sends.ts';
import {
  changeChannel,
  createChannel,
  deleteChannel,
  findChannel,
  listChannels,
  viewChannel,
} from '../alerting/channels.ts';
import type { GatewayContext } from '../context.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  channelChangeSchema,
  channelSchema,
  createdChannelSchema,
  newChannelSchema,
  testResultSchema,
} from './channel-schemas.ts';

const tags = ['Alerts'];
const reading = [allow('read')];
const writing = [allow('write')];
const one = { 200: { description: 'The channel', content: json(channelSchema) } };

const list = createRoute({
  method: 'get',
  path: '/channels',
  tags,
  middleware: reading,
  summary: 'Every channel, without its configuration',
  responses: {
    200: {
      description: 'Channels',
      content: json(z.object({ items: z.array(channelSchema), next: z.null() })),
    },
  },
});
const create = createRoute({
  method: 'post',
  path: '/channels',
  tags,
  middleware: writing,
  summary: 'Makes a channel; its configuration is never shown again',
  request: { body: jsonBody(newChannelSchema) },
  responses: { 201: { description: 'The channel', content: json(createdChannelSchema) } },
});
const read = createRoute({
  method: 'get',
  path: '/channels/{id}',
  tags,
  middleware: reading,
  summary: 'A channel',
  request: { params: idParams },
  responses: one,
});
const change = createRoute({
  method: 'patch',
  path: '/channels/{id}',
  tags,
  middleware: writing,
  summary: 'Changes a channel; a configuration is given whole',
  request: { params: idParams, body: jsonBody(channelChangeSchema) },
  responses: one,
});
const remove = createRoute({
  method: 'delete',
  path: '/channels/{id}',
  tags,
  middleware: writing,
  summary: 'Deletes a channel; what waits for it is given up',
  request: { params: idParams },
  responses: { 204: { description: 'It is gone' } },
});
const test = createRoute({
  method: 'post',
  path: '/channels/{id}/test',
  tags,
  middleware: writing,
  summary: 'Sends a marked sample by the real path, and says what the channel answered',
  request: { params: idParams },
  responses: { 200: { description: 'What came of it', content: json(testResultSchema) } },
});

/** Where alerts go. */
export const channelRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json({ items: await listChannels(context), next: null }, 200));
    api.openapi(create, async (c) =>
      c.json(await createChannel(context, c.get('actor'), c.req.valid('json')), 201),
    );
    api.openapi(read, async (c) =>
      c.json(viewChannel(await findChannel(context, c.req.valid('param').id)), 200),
    );
    api.openapi(change, async (c) =>
      c.json(await changeChannel(context, c.get('actor'), c.req.valid('param').id, c.req.valid('json')), 200),
    );
    api.openapi(remove, async (c) => {
      await deleteChannel(context, c.get('actor'), c.req.valid('param').id);
      return c.body(null, 204);
    });
    api.openapi(test, async (c) => {
      const { id, targets } = await findChannel(context, c.req.valid('param').id);
      const tested = await testChannels(context, new Map([[id, JSON.parse(targets) as readonly string[]]]));
      const { ok, status, milliseconds, error } = tested.results[0] ?? { ...nothing };
      return c.json({ ok, status, milliseconds, error }, 200);
    });
  };

const nothing = { ok: false, status: null, milliseconds: null, error: 'Nothing was sent.' } as const;
