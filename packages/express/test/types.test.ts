import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import express, { Router, type RequestHandler } from 'express';
import express4 from 'express4';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { keepRawBody, toExpress } from '../src/index.ts';

type ClerkEvent = WebhookEvent<ClerkEvents>;

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const guard = toExpress(createWebhook(clerk({ secret })));
const app = express();

describe('types', () => {
  test('response.locals.webhookEvent has the provider’s events, and params stay typed', () => {
    app.post('/:tenant', guard, (request, response) => {
      expectTypeOf(response.locals.webhookEvent).toEqualTypeOf<ClerkEvent>();
      expectTypeOf(request.params.tenant).toEqualTypeOf<string>();
      const event = response.locals.webhookEvent;
      if (event.type === 'user.created') expectTypeOf(event.payload.data.id).toEqualTypeOf<string>();
      // @ts-expect-error there is no such parameter
      void request.params.other;
    });
    app.all('/a', express.json(), guard, async (_request, response) => {
      expectTypeOf(response.locals.webhookEvent).toEqualTypeOf<ClerkEvent>();
    });
    Router().post('/a', guard, (_request, response) => {
      expectTypeOf(response.locals.webhookEvent).toEqualTypeOf<ClerkEvent>();
      // @ts-expect-error nobody has set this
      void response.locals.other;
    });
  });

  test('request.webhookEvent is an event of any provider, or undefined on a route without a guard', () => {
    app.post('/b', guard, (request) => {
      expectTypeOf(request.webhookEvent).toEqualTypeOf<WebhookEvent | undefined>();
      // @ts-expect-error it has to be narrowed first
      void request.webhookEvent.type;
    });
  });

  test('the types of Express 4 give the same', () => {
    express4().post('/:tenant', guard, (request, response) => {
      expectTypeOf(response.locals.webhookEvent).toEqualTypeOf<ClerkEvent>();
      expectTypeOf(request.params.tenant).toEqualTypeOf<string>();
    });
    express4().use(express4.json({ verify: keepRawBody }));
  });

  test('it goes wherever a handler goes', () => {
    const other: RequestHandler = (_request, _response, next) => next();
    const handlers: RequestHandler[] = [other, guard];
    app.use('/c', guard);
    app.use(guard);
    app.all('/c', guard);
    app.post('/c', other, guard, (_request, response) => void response.json({}));
    app.route('/c').post(guard, (_request, response) => void response.json({}));
    app.post('/c', ...handlers);
    app.use(express.json({ verify: keepRawBody }));
    expect(handlers).toHaveLength(2);
  });

  test('only a webhook can be mounted', () => {
    expectTypeOf(toExpress).parameter(0).toExtend<{ handles: boolean }>();
    // @ts-expect-error a provider is no webhook
    expect(() => toExpress(clerk({ secret }))).not.toThrow();
  });
});
