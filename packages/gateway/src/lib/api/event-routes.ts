import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import type { GatewayContext } from '../context.ts';
import { publicBase } from '../endpoints/endpoint-address.ts';
import { readEventDetail } from '../log/event-detail.ts';
import { readHistogram } from '../log/event-histogram.ts';
import { verifyEvent } from '../log/explain-event.ts';
import { findEvent } from '../log/find-event.ts';
import { searchEvents } from '../log/search-events.ts';
import { writeCurl } from '../log/write-curl.ts';
import { allow } from './allow.ts';
import { idParams, json } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  eventDetailSchema,
  eventHistogramQuery,
  eventHistogramSchema,
  eventPageQuery,
  eventPageSchema,
  verificationSchema,
} from './event-schemas.ts';

const tags = ['Events'];
const read = [allow('read')];

const list = createRoute({
  method: 'get',
  path: '/events',
  tags,
  middleware: read,
  summary: 'Searches the log, the newest event first',
  request: { query: eventPageQuery },
  responses: { 200: { description: 'A page', content: json(eventPageSchema) } },
});

const histogram = createRoute({
  method: 'get',
  path: '/events/histogram',
  tags,
  middleware: read,
  summary: 'How many events of a search came over time',
  request: { query: eventHistogramQuery },
  responses: { 200: { description: 'Counts', content: json(eventHistogramSchema) } },
});

const detail = createRoute({
  method: 'get',
  path: '/events/{id}',
  tags,
  middleware: read,
  summary: 'Everything about an event',
  request: { params: idParams },
  responses: { 200: { description: 'The event', content: json(eventDetailSchema) } },
});

const body = createRoute({
  method: 'get',
  path: '/events/{id}/body',
  tags,
  middleware: read,
  summary: 'The exact bytes of the body',
  request: { params: idParams },
  responses: {
    200: { description: 'A file', content: { 'application/octet-stream': { schema: z.string() } } },
  },
});

const curl = createRoute({
  method: 'get',
  path: '/events/{id}/curl',
  tags,
  middleware: read,
  summary: 'A command that sends the same delivery again',
  request: { params: idParams },
  responses: { 200: { description: 'For a POSIX shell', content: { 'text/plain': { schema: z.string() } } } },
});

const verify = createRoute({
  method: 'post',
  path: '/events/{id}/verify',
  tags,
  middleware: read,
  summary: 'Verifies an event with the secrets of today, at the time at which it came',
  request: { params: idParams },
  responses: { 200: { description: 'What verification says', content: json(verificationSchema) } },
});

/** The log. */
export const eventRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json(await searchEvents(context, c.req.valid('query')), 200));
    // Before `/{id}`, which would take it for one.
    api.openapi(histogram, async (c) => c.json(await readHistogram(context, c.req.valid('query')), 200));
    api.openapi(detail, async (c) => c.json(await readEventDetail(context, c.req.valid('param').id), 200));
    api.openapi(body, async (c) => {
      const event = await findEvent(context, c.req.valid('param').id);
      return c.body(Uint8Array.from(event.body), 200, {
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename="${event.id}.body"`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
      });
    });
    api.openapi(curl, async (c) => {
      const { id, method, target, headers, body: bytes } = await findEvent(context, c.req.valid('param').id);
      const pairs = JSON.parse(headers) as [string, string][];
      const url = publicBase(context) + target;
      return c.text(`${writeCurl({ id, method, url, headers: pairs, body: bytes })}\n`, 200, {
        'x-content-type-options': 'nosniff',
      });
    });
    api.openapi(verify, async (c) => {
      const event = await findEvent(context, c.req.valid('param').id);
      return c.json(await verifyEvent(context, event), 200);
    });
  };
