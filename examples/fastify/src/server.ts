import { toFastify, webhookEvent } from '@hooklatch/fastify';
import fastify from 'fastify';
import { moreWebhooks } from './more-webhooks.ts';
import { clerkWebhook } from './webhooks/clerk.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

const app = fastify();

// Its handlers answer.
app.register(toFastify(clerkWebhook), { url: '/webhooks/clerk' });

// A guard: it needs the route of the same path, which has the verified event.
app.register(toFastify(stripeWebhook), { url: '/webhooks/stripe' });
app.route({
  method: 'POST',
  url: '/webhooks/stripe',
  async handler(request) {
    const event = webhookEvent(request, stripeWebhook);
    if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
    return { received: event.type };
  },
});

app.register(moreWebhooks, { prefix: '/webhooks' });

app.get('/', () => 'The application.');

const { PORT = '3000', HOST = 'localhost' } = process.env;
const address = await app.listen({ port: Number(PORT), host: HOST });
console.log(`listening on ${address}`);
