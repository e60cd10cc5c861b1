import { createWebhook, type DeliveryReport } from '@hooklatch/node';
import { clerk } from '@hooklatch/providers/clerk';
import { meta } from '@hooklatch/providers/meta';

/** Reads CLERK_WEBHOOK_SIGNING_SECRET. */
export const clerkWebhook = createWebhook(clerk(), {
  on: { 'user.created': (event) => console.log(`saved ${event.payload.data.id}`) },
  onDelivery: logDelivery,
});

/** Reads META_WEBHOOK_SECRET. With the verify token it answers Meta's question, which comes by GET. */
export const metaWebhook = createWebhook(meta({ verifyToken: process.env['META_VERIFY_TOKEN'] }), {
  on: { 'page.leadgen': (event) => console.log(`lead ${event.payload.value.leadgen_id}`) },
  onDelivery: logDelivery,
});

/** One line a delivery, for whoever operates the application. */
function logDelivery({ endpoint, outcome, code, type, id }: DeliveryReport): void {
  console.log(`webhook ${endpoint} ${outcome} ${code ?? type ?? '-'} ${id ?? '-'}`);
}
