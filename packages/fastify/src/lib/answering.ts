import type { Webhook } from '@hooklatch/core';
import type { FastifyPluginAsync } from 'fastify';
import { checkUrl, type FastifyWebhookOptions } from './mounting.ts';
import { receive } from './receive.ts';

/** A route that reads and answers in its first hook: no parser is asked, whatever the content type. */
export function toAnsweringPlugin(webhook: Webhook): FastifyPluginAsync<FastifyWebhookOptions> {
  return async (app, { url }) => {
    checkUrl(url);
    app.all(
      url,
      {
        onRequest: (request, reply, next) =>
          receive(webhook, request, reply, { proceed: () => next(), fail: next }),
      },
      (_request, reply) => reply.callNotFound(),
    );
  };
}
