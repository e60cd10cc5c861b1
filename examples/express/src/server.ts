import { toExpress } from '@hooklatch/express';
import express from 'express';
import type { AddressInfo } from 'node:net';
import { moreWebhooks } from './more-webhooks.ts';
import { clerkWebhook } from './webhooks/clerk.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

const app = express();

// Its handlers answer.
app.post('/webhooks/clerk', toExpress(clerkWebhook));

// A guard: the route behind it has the verified event.
app.post('/webhooks/stripe', toExpress(stripeWebhook), (_request, response, next) => {
  const event = response.locals.webhookEvent;
  const work = event.type === 'checkout.session.completed' ? fulfil(event.payload.data.object) : undefined;
  Promise.resolve(work).then(() => response.json({ received: event.type }), next);
});

app.use('/webhooks', moreWebhooks);

// Below the webhooks, because they want the bytes that no parser has touched.
app.use(express.json());

app.get('/', (_request, response) => {
  response.send('The application.');
});

const server = app.listen(Number(process.env['PORT'] ?? 3000), () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});
