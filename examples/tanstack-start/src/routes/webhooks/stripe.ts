import { WebhookError } from '@hooklatch/core';
import { createFileRoute } from '@tanstack/react-router';
import { fulfil, stripeWebhook } from '../../webhooks/stripe.ts';

export const Route = createFileRoute('/webhooks/stripe')({
  server: { handlers: { ANY: ({ request }) => receiveStripe(request) } },
});

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
