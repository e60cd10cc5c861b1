import { toHono } from '@hooklatch/hono';
import { Hono } from 'hono';
import { clerkWebhook } from './webhooks/clerk.ts';
import { githubWebhook } from './webhooks/github.ts';
import { gitlabWebhook } from './webhooks/gitlab.ts';
import { shopifyWebhook } from './webhooks/shopify.ts';
import { standardWebhook } from './webhooks/standard.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

export const app = new Hono()
  .get('/', (c) => c.text('The application.'))
  // Its handlers answer.
  .post('/webhooks/clerk', toHono(clerkWebhook))
  // A guard: the route after it has the verified event.
  .post('/webhooks/stripe', toHono(stripeWebhook), async (c) => {
    const event = c.get('webhookEvent');
    if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
    return c.json({ received: event.type });
  })
  .post('/webhooks/github', toHono(githubWebhook))
  .post('/webhooks/shopify', toHono(shopifyWebhook))
  .post('/webhooks/gitlab', toHono(gitlabWebhook))
  .post('/webhooks/standard', toHono(standardWebhook));
