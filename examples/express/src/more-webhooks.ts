import { createWebhook, toExpress } from '@hooklatch/express';
import { github } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { Router } from 'express';
import { logDelivery } from './webhooks/log-delivery.ts';

const onDelivery = logDelivery;

/** Reads GITHUB_WEBHOOK_SECRET. */
const githubWebhook = createWebhook(github(), {
  on: { '*': (event) => console.log(`github: ${event.type}`) },
  onDelivery,
});

/** Reads SHOPIFY_API_SECRET. */
const shopifyWebhook = createWebhook(shopify(), {
  on: { '*': (event) => console.log(`shopify: ${event.type}`) },
  onDelivery,
});

/** Reads GITLAB_WEBHOOK_SECRET: the hook's secret token. */
const gitlabWebhook = createWebhook(gitlab(), {
  on: { '*': (event) => console.log(`gitlab: ${event.type}`) },
  onDelivery,
});

/** Reads STANDARD_WEBHOOKS_SECRET. For any sender that follows standardwebhooks.com. */
const standardWebhook = createWebhook(standardWebhooks(), {
  on: { '*': (event) => console.log(`standard: ${event.type}`) },
  name: 'standard',
  onDelivery,
});

export const moreWebhooks: Router = Router()
  .post('/github', toExpress(githubWebhook))
  .post('/shopify', toExpress(shopifyWebhook))
  .post('/gitlab', toExpress(gitlabWebhook))
  .post('/standard', toExpress(standardWebhook));
