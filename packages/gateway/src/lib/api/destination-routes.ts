import { createRoute } from '@hono/zod-openapi';
import type { GatewayContext } from '../context.ts';
import {
  deleteDestination,
  pauseDestination,
  renewSigningSecret,
  renewTunnelToken,
  resumeDestination,
} from '../forwarding/destination-acts.ts';
import { viewDestinations } from '../forwarding/destination-view.ts';
import { changeDestination, createDestination, findDestination } from '../forwarding/destinations.ts';
import { listDestinations } from '../forwarding/list-destinations.ts';
import { testDestination } from '../forwarding/test-destination.ts';
import { allow } from './allow.ts';
import { idParams, json, jsonBody, pageOf, pageQuery } from './answers.ts';
import type { AddRoutes } from './api.ts';
import {
  destinationChangeSchema,
  destinationSchema,
  destinationTestSchema,
  madeDestinationSchema,
  newDestinationSchema,
  signingSecretSchema,
  tunnelTokenSchema,
  type Destination,
} from './destination-schemas.ts';

const tags = ['Destinations'];
const reading = [allow('read')];
const writing = [allow('write')];
const request = { params: idParams };
const one = { 200: { description: 'The destination', content: json(destinationSchema) } };

const list = createRoute({
  method: 'get',
  path: '/destinations',
  tags,
  middleware: reading,
  summary: 'Every destination, the newest first',
  request: { query: pageQuery },
  responses: { 200: { description: 'Destinations', content: json(pageOf(destinationSchema)) } },
});
const create = createRoute({
  method: 'post',
  path: '/destinations',
  tags,
  middleware: writing,
  summary: 'Makes a destination; its signing secret and its token are answered once',
  request: { body: jsonBody(newDestinationSchema) },
  responses: { 201: { description: 'The destination', content: json(madeDestinationSchema) } },
});
const read = createRoute({
  method: 'get',
  path: '/destinations/{id}',
  tags,
  middleware: reading,
  summary: 'A destination',
  request,
  responses: one,
});
const change = createRoute({
  method: 'patch',
  path: '/destinations/{id}',
  tags,
  middleware: writing,
  summary: 'Changes a destination; a configuration is given whole',
  request: { params: idParams, body: jsonBody(destinationChangeSchema) },
  responses: one,
});
const remove = createRoute({
  method: 'delete',
  path: '/destinations/{id}',
  tags,
  middleware: writing,
  summary: 'Deletes a destination and its connections; what waits for it is cancelled',
  request,
  responses: { 204: { description: 'It is gone' } },
});
const pause = createRoute({
  method: 'post',
  path: '/destinations/{id}/pause',
  tags,
  middleware: writing,
  summary: 'Sends nothing more to it; what comes waits',
  request,
  responses: one,
});
const resume = createRoute({
  method: 'post',
  path: '/destinations/{id}/resume',
  tags,
  middleware: writing,
  summary: 'Sends to it again, also where it was broken',
  request,
  responses: one,
});
const test = createRoute({
  method: 'post',
  path: '/destinations/{id}/test',
  tags,
  middleware: writing,
  summary: 'Sends a made-up event to it, now, through the real path; it is in no log',
  request,
  responses: { 200: { description: 'What came of it', content: json(destinationTestSchema) } },
});
const renewSecret = createRoute({
  method: 'post',
  path: '/destinations/{id}/signing-secret',
  tags,
  middleware: writing,
  summary: 'Makes a new signing secret, which is answered once; the old one signs nothing any more',
  request,
  responses: { 201: { description: 'The secret', content: json(signingSecretSchema) } },
});
const renewToken = createRoute({
  method: 'post',
  path: '/destinations/{id}/token',
  tags,
  middleware: writing,
  summary: 'Makes a new token for `hooklatch listen`, which is answered once',
  request,
  responses: { 201: { description: 'The token', content: json(tunnelTokenSchema) } },
});

/** Where events go to. */
export const destinationRoutes =
  (context: GatewayContext): AddRoutes =>
  (api) => {
    api.openapi(list, async (c) => c.json(await listDestinations(context, c.req.valid('query')), 200));
    api.openapi(create, async (c) =>
      c.json(await createDestination(context, c.get('actor'), c.req.valid('json')), 201),
    );
    api.openapi(read, async (c) => {
      const row = await findDestination(context, c.req.valid('param').id);
      const [view] = await viewDestinations(context.db, [row]);
      return c.json(view as Destination, 200);
    });
    api.openapi(change, async (c) => {
      const { id } = c.req.valid('param');
      return c.json(await changeDestination(context, c.get('actor'), id, c.req.valid('json')), 200);
    });
    api.openapi(remove, async (c) => {
      await deleteDestination(context, c.get('actor'), c.req.valid('param').id);
      return c.body(null, 204);
    });
    api.openapi(pause, async (c) =>
      c.json(await pauseDestination(context, c.get('actor'), c.req.valid('param').id), 200),
    );
    api.openapi(resume, async (c) =>
      c.json(await resumeDestination(context, c.get('actor'), c.req.valid('param').id), 200),
    );
    api.openapi(test, async (c) => c.json(await testDestination(context, c.req.valid('param').id), 200));
    api.openapi(renewSecret, async (c) =>
      c.json(await renewSigningSecret(context, c.get('actor'), c.req.valid('param').id), 201),
    );
    api.openapi(renewToken, async (c) =>
      c.json(await renewTunnelToken(context, c.get('actor'), c.req.valid('param').id), 201),
    );
  };
