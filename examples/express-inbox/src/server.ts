import { createWebhook, toExpress } from '@hooklatch/express';
import { stripe } from '@hooklatch/providers/stripe';
import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { database, inbox } from './database.ts';

/** Reads STRIPE_WEBHOOK_SECRET. An event is on the disk before it is answered; a worker handles it. */
const webhook = createWebhook(stripe(), {
  inbox,
  onDelivery: ({ outcome, type, id, code }) => console.log(`webhook ${outcome} ${type ?? code} ${id ?? '-'}`),
});

const app = express();
app.post('/webhooks/stripe', toExpress(webhook));

app.get('/', (_request, response) => {
  response.send('The application.');
});

const server = app.listen(Number(process.env['PORT'] || 3000), () => {
  console.log(`process ${process.pid}`);
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});

/** Takes no more deliveries, and answers those that it has. */
async function close(): Promise<void> {
  server.close();
  await once(server, 'close');
  await inbox.close();
  database.close();
  console.log('closed');
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void close());
