import { createWebhook } from '@hooklatch/node';
import { github } from '@hooklatch/providers/github';
import { logDelivery } from './log-delivery.ts';

/** Reads GITHUB_WEBHOOK_SECRET. */
export const githubWebhook = createWebhook(github(), {
  on: { '*': (event) => console.log(`github: ${event.type}`) },
  onDelivery: logDelivery,
});
