import type { Webhook } from '@hooklatch/core';
import { isSuccess } from '@hooklatch/core/node';
import type { FastifyInstance, FastifyPluginAsync, FastifyReply } from 'fastify';
import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { checkUrl, toPaths, type FastifyWebhookOptions } from './mounting.ts';
import { receive, type Passage } from './receive.ts';

interface Guarded {
  readonly webhook: object;
  readonly passage: Passage;
  readonly showBody: () => void;
}

const guarded = new WeakMap<object, Guarded>();

/** What this webhook has let through, and no other: a scope inherits the hooks of the scopes around it. */
export function guardedBy(webhook: object, request: object): Guarded | undefined {
  const found = guarded.get(request);
  return found?.webhook === webhook ? found : undefined;
}

/** Hooks around the application's own route. */
export function toGuardingPlugin(webhook: Webhook): FastifyPluginAsync<FastifyWebhookOptions> {
  const plugin: FastifyPluginAsync<FastifyWebhookOptions> = async (app, { url, prefix = '' }) => {
    checkUrl(url);
    const paths = toPaths(app.prefix, prefix, url);
    if (!app.hasRequestDecorator('webhookEvent')) app.decorateRequest('webhookEvent');
    app.addHook('onReady', async () => refuseWithoutRoute(app, paths));
    app.addHook('preParsing', (request, reply, payload, next) => {
      if (!paths.includes(request.routeOptions.url ?? '')) return next(null, payload);
      const proceed = (passage: Passage): void => {
        guarded.set(request, { webhook, passage, showBody: hideBody(request.raw.headers) });
        request.webhookEvent = passage.event;
        settleWhenHijacked(reply, passage);
        next(null, Readable.from([]));
      };
      receive(webhook, request, reply, { proceed, fail: next });
    });
    app.addHook('preValidation', (request, _reply, next) => {
      guardedBy(webhook, request)?.showBody();
      next();
    });
    app.addHook('onSend', (request, reply, payload, next) => {
      const passage = guardedBy(webhook, request)?.passage;
      if (passage === undefined) return next(null, payload);
      const status = payload instanceof Response ? payload.status : reply.statusCode;
      passage.settle(isSuccess(status)).then(() => next(null, payload), next);
    });
  };
  // The hooks belong to the scope that registers the plugin, not to one of its own.
  return Object.assign(plugin, { [Symbol.for('skip-override')]: true });
}

/** @throws TypeError where there is nothing to guard, such as behind a url that is spelt wrong */
function refuseWithoutRoute(app: FastifyInstance, paths: readonly string[]): void {
  if (paths.some((url) => app.hasRoute({ method: 'POST', url }))) return;
  // Routes with constraints are found only by who knows the constraints, but they are printed with them.
  if (app.printRoutes().includes('{')) return;
  throw new TypeError(
    `A guard stands at ${paths[0]}, and no POST route: add it, or give the webhook handlers.`,
  );
}

const bodyHeaders = ['content-type', 'content-length', 'transfer-encoding'];

/** Without these headers Fastify sees no body, and asks no parser. Gives what puts them back. */
function hideBody(headers: IncomingHttpHeaders): () => void {
  const hidden = Object.fromEntries(
    bodyHeaders.filter((name) => name in headers).map((name) => [name, headers[name]]),
  );
  for (const name of bodyHeaders) delete headers[name];
  return () => void Object.assign(headers, hidden);
}

/** Fastify tells no hook when a route has taken the response into its own hands. */
function settleWhenHijacked(reply: FastifyReply, passage: Passage): void {
  reply.raw.once('close', () => {
    const { writableFinished, statusCode } = reply.raw;
    if (reply.sent) void passage.settle(writableFinished ? isSuccess(statusCode) : undefined);
  });
}
