import { WebhookError } from '@hooklatch/core';
import { Elysia } from 'elysia';
import { clerkWebhook } from './webhooks/clerk.ts';
import { dropboxWebhook } from './webhooks/dropbox.ts';
import { slackWebhook } from './webhooks/slack.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

/** So that Elysia does not read the body: the signature is computed over bytes that nobody has touched. */
const unread = { parse: 'none' } as const;

export const webhooks = new Elysia({ prefix: '/webhooks' })
  .all('/clerk', ({ request }) => clerkWebhook.fetch(request), unread)
  .all('/slack', ({ request }) => slackWebhook.fetch(request), unread)
  // Deliveries by POST, the question by GET.
  .all('/dropbox', ({ request }) => dropboxWebhook.fetch(request), unread)
  .all('/stripe', ({ request }) => receiveStripe(request), unread);

async function receiveStripe(request: Request): Promise<Response> {
  try {
    const event = await stripeWebhook.verify(request);
    if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
    return Response.json({ received: event.type });
  } catch (error) {
    if (!WebhookError.is(error)) throw error;
    console.warn(`webhook stripe refused ${error.code}: ${error.hint}`);
    return new Response(null, { status: error.status });
  }
}
