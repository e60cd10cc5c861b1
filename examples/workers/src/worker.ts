import { toWorker, type Worker } from '@hooklatch/workers';
import { clerkWebhook } from './webhooks/clerk.ts';
import { githubWebhook } from './webhooks/github.ts';
import { gitlabWebhook } from './webhooks/gitlab.ts';
import { shopifyWebhook } from './webhooks/shopify.ts';
import { standardWebhook } from './webhooks/standard.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

const webhooks: ReadonlyMap<string, Worker> = new Map([
  // Its handlers answer.
  ['/webhooks/clerk', toWorker(clerkWebhook)],
  // A guard: the route behind it has the verified event.
  [
    '/webhooks/stripe',
    toWorker(stripeWebhook, async (_, { event }) => {
      if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
      return Response.json({ received: event.type });
    }),
  ],
  ['/webhooks/github', toWorker(githubWebhook)],
  ['/webhooks/shopify', toWorker(shopifyWebhook)],
  ['/webhooks/gitlab', toWorker(gitlabWebhook)],
  ['/webhooks/standard', toWorker(standardWebhook)],
]);

// A worker that is one webhook alone: `export default toWorker(clerkWebhook);`
const worker: Worker = {
  async fetch(request, env, ctx) {
    const webhook = webhooks.get(new URL(request.url).pathname);
    return webhook?.fetch(request, env, ctx) ?? new Response('The application.');
  },
};

export default worker;
