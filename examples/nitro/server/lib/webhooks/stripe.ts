import { createWebhook, memoryStore } from '@hooklatch/h3';
import { stripe, type StripeCheckoutSession } from '@hooklatch/providers/stripe';
import { logDelivery } from './log-delivery.ts';

/** Reads STRIPE_WEBHOOK_SECRET. With a store, an event that comes twice reaches the route once. */
export const stripeWebhook = createWebhook(stripe(), { store: memoryStore(), onDelivery: logDelivery });

export async function fulfil(session: StripeCheckoutSession): Promise<void> {
  console.log(`paid ${session.id}: ${session.amount_total} ${session.currency}`);
}
