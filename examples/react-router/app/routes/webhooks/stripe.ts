import { WebhookError } from '@hooklatch/core';
import type { ActionFunctionArgs } from 'react-router';
import { fulfil, stripeWebhook } from '../../webhooks/stripe.ts';

export async function action({ request }: ActionFunctionArgs): Promise<Response> {
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

// Whatever is no POST is answered 405.
export const loader = action;
