import { fulfil, stripeWebhook } from '#lib/server/webhooks/stripe.ts';
import { WebhookError } from '@hooklatch/core';
import type { RequestHandler } from '@sveltejs/kit';

export const POST: RequestHandler = async ({ request }) => {
  try {
    const event = await stripeWebhook.verify(request);
    if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
    return Response.json({ received: event.type });
  } catch (error) {
    if (!WebhookError.is(error)) throw error;
    console.warn(`webhook stripe refused ${error.code}: ${error.hint}`);
    return new Response(null, { status: error.status });
  }
};
