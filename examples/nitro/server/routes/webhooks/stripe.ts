import { toH3 } from '@hooklatch/h3';
import { fulfil, stripeWebhook } from '../../lib/webhooks/stripe.ts';

// A guard: the route runs only for a verified delivery.
export default toH3(stripeWebhook, async (event) => {
  if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
  return { received: event.type };
});
