import { createWebhook } from '@hooklatch/next';
import { github } from '@hooklatch/providers/github';
import { logDelivery } from './log-delivery';

/** Reads GITHUB_WEBHOOK_SECRET. */
export const githubWebhook = createWebhook(github(), {
  on: { '*': (event) => console.log(`github: ${event.type}`) },
  onDelivery: logDelivery,
});
