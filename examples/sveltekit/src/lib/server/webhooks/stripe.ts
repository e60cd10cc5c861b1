import { createWebhook } from '@hooklatch/core';
import { stripe, type StripeCheckoutSession } from '@hooklatch/providers/stripe';
import { STRIPE_WEBHOOK_SECRET } from '$app/env/private';

/** Without handlers: its route verifies, and goes on with the event. */
export const stripeWebhook = createWebhook(stripe({ secret: STRIPE_WEBHOOK_SECRET }));

export async function fulfil(session: StripeCheckoutSession): Promise<void> {
  console.log(`paid ${session.id}: ${session.amount_total} ${session.currency}`);
}
