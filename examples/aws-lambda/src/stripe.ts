import { createWebhook, memoryStore, toLambda } from '@hooklatch/aws-lambda';
import { stripe, type StripeCheckoutSession } from '@hooklatch/providers/stripe';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { logDelivery } from './log-delivery.ts';

/** Reads STRIPE_WEBHOOK_SECRET. A guard: the function behind it has the verified event. */
export const handler = toLambda(
  createWebhook(stripe(), { store: memoryStore(), onDelivery: logDelivery }),
  async (event, { requestContext }: APIGatewayProxyEventV2, { awsRequestId }: Context) => {
    console.log(`${awsRequestId} from ${requestContext.http.sourceIp}`);
    if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
    return { statusCode: 200, body: JSON.stringify({ received: event.type }) };
  },
);

async function fulfil(session: StripeCheckoutSession): Promise<void> {
  console.log(`paid ${session.id}: ${session.amount_total} ${session.currency}`);
}
