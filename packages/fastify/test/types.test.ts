import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import fastify from 'fastify';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { toFastify, webhookEvent } from '../src/index.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const webhook = createWebhook(clerk({ secret }));
const app = fastify();

describe('types', () => {
  test('webhookEvent gives the provider’s events', () => {
    app.post<{ Params: { tenant: string } }>('/:tenant', (request, reply) => {
      expectTypeOf(webhookEvent(request, webhook)).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
      const event = webhookEvent(request, webhook);
      if (event.type === 'user.created') expectTypeOf(event.payload.data.id).toEqualTypeOf<string>();
      expectTypeOf(request.params.tenant).toEqualTypeOf<string>();
      reply.send();
    });
    expect(app.hasRoute({ method: 'POST', url: '/:tenant' })).toBe(true);
  });

  test('request.webhookEvent is an event of any provider, or undefined on a route without a guard', () => {
    app.post('/a', (request, reply) => {
      expectTypeOf(request.webhookEvent).toEqualTypeOf<WebhookEvent | undefined>();
      // @ts-expect-error it has to be narrowed first
      reply.send(request.webhookEvent.type);
    });
    expect(app.hasRoute({ method: 'POST', url: '/a' })).toBe(true);
  });

  test('register wants a url, and nothing that is not an option', () => {
    expectTypeOf(toFastify(webhook)).parameter(1).toExtend<{ url: string }>();
    const mount = (): void => {
      app.register(toFastify(webhook), { url: '/b', prefix: '/c' });
      // @ts-expect-error there is no such option
      app.register(toFastify(webhook), { url: '/b', path: '/c' });
      // @ts-expect-error the path is missing
      app.register(toFastify(webhook), {});
      // @ts-expect-error a provider is no webhook
      app.register(toFastify(clerk({ secret })), { url: '/b' });
    };
    expect(mount).toBeTypeOf('function');
  });

  test('an application of another server or logger takes it', () => {
    const mount = (): void => {
      void fastify({ http2: true }).register(toFastify(webhook), { url: '/b' });
      void fastify({ logger: true }).register(toFastify(webhook), { url: '/b' });
    };
    expect(mount).toBeTypeOf('function');
  });
});
