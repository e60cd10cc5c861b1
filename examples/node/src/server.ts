import { toNode } from '@hooklatch/node';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { clerkWebhook } from './webhooks/clerk.ts';
import { githubWebhook } from './webhooks/github.ts';
import { gitlabWebhook } from './webhooks/gitlab.ts';
import { shopifyWebhook } from './webhooks/shopify.ts';
import { standardWebhook } from './webhooks/standard.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

const webhooks = new Map([
  // Its handlers answer.
  ['/webhooks/clerk', toNode(clerkWebhook)],
  [
    '/webhooks/stripe',
    // A guard: the route has the verified event.
    toNode(stripeWebhook, async (event, _request, response) => {
      if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ received: event.type }));
    }),
  ],
  ['/webhooks/github', toNode(githubWebhook)],
  ['/webhooks/shopify', toNode(shopifyWebhook)],
  ['/webhooks/gitlab', toNode(gitlabWebhook)],
  ['/webhooks/standard', toNode(standardWebhook)],
]);

const server = createServer((request, response) => {
  const [path = '/'] = (request.url ?? '/').split('?');
  const webhook = webhooks.get(path);
  if (webhook) return webhook(request, response);
  response.writeHead(path === '/' ? 200 : 404).end('The application.');
});

server.listen(Number(process.env['PORT'] ?? 3000), () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});
