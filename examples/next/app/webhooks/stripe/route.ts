import { fulfil, stripeWebhook } from '@/lib/webhooks/stripe';
import { toNext } from '@hooklatch/next';

// A guard: this route has the verified event.
export const POST = toNext(stripeWebhook, async (_request, { event }) => {
  if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
  return Response.json({ received: event.type });
});
