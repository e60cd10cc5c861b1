import { createWebhook, toPagesFunction, toWorker } from '@hooklatch/workers';
import { stripe } from '@hooklatch/providers/stripe';
import worker from '../../src/worker.ts';

interface Env {
  readonly STRIPE_WEBHOOK_SECRET: string;
}

// What the types of Cloudflare say of the example, and of the other forms.
worker satisfies ExportedHandler;

const make = (env: Env) => createWebhook(stripe({ secret: env.STRIPE_WEBHOOK_SECRET }));

toWorker(make, (request, { event, env, ctx }) => {
  ctx.waitUntil(fetch(request.url, { headers: { length: String(env.STRIPE_WEBHOOK_SECRET.length) } }));
  return Response.json({ type: event.type });
}) satisfies ExportedHandler<Env>;

toPagesFunction(make, (_, { params }) => Response.json(params)) satisfies PagesFunction<Env>;

// @ts-expect-error -- these bindings lack the secret
toWorker(make, () => new Response(null)) satisfies ExportedHandler<{ readonly OTHER: string }>;
