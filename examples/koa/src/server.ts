import { bodyParser } from '@koa/bodyparser';
import { toKoa } from '@hooklatch/koa';
import { Router } from '@koa/router';
import Koa from 'koa';
import type { AddressInfo } from 'node:net';
import { clerkWebhook } from './webhooks/clerk.ts';
import { githubWebhook } from './webhooks/github.ts';
import { gitlabWebhook } from './webhooks/gitlab.ts';
import { shopifyWebhook } from './webhooks/shopify.ts';
import { standardWebhook } from './webhooks/standard.ts';
import { fulfil, stripeWebhook } from './webhooks/stripe.ts';

const webhooks = new Router({ prefix: '/webhooks' })
  // Its handlers answer.
  .post('/clerk', toKoa(clerkWebhook))
  // A guard: the route behind it has the verified event.
  .post('/stripe', toKoa(stripeWebhook), async (ctx) => {
    const event = ctx.state.webhookEvent;
    if (event.type === 'checkout.session.completed') await fulfil(event.payload.data.object);
    ctx.body = { received: event.type };
  })
  .post('/github', toKoa(githubWebhook))
  .post('/shopify', toKoa(shopifyWebhook))
  .post('/gitlab', toKoa(gitlabWebhook))
  .post('/standard', toKoa(standardWebhook));

const app = new Koa();
app.use(webhooks.routes());

// Below the webhooks, because they want the bytes that no parser has touched.
app.use(bodyParser());
app.use((ctx) => {
  if (ctx.path === '/') ctx.body = 'The application.';
});

const server = app.listen(Number(process.env['PORT'] ?? 3000), () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`);
});
