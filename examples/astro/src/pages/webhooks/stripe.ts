import { WebhookError } from '@hooklatch/core';
import type { APIRoute } from 'astro';
import { fulfil, stripeWebhook } from '../../webhooks/stripe.ts';

export const prerender = false;

export const ALL: APIRoute = async ({ request }) => {
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
