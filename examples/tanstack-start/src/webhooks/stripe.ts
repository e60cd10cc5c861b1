import { createWebhook } from '@hooklatch/core';
import { stripe, type StripeCheckoutSession } from '@hooklatch/providers/stripe';

/** Reads STRIPE_WEBHOOK_SECRET. Without handlers: its route verifies, and goes on with the event. */
export const stripeWebhook = createWebhook(stripe());

export async function fulfil(session: StripeCheckoutSession): Promise<void> {
  console.log(`paid ${session.id}: ${session.amount_total} ${session.currency}`);
}
