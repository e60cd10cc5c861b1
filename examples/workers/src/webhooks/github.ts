import { createWebhook } from '@hooklatch/workers';
import { github } from '@hooklatch/providers/github';
import { logDelivery } from './log-delivery.ts';

/** The secret is the binding GITHUB_WEBHOOK_SECRET. */
export const githubWebhook = createWebhook(github(), {
  on: { '*': (event) => console.log(`github: ${event.type}`) },
  onDelivery: logDelivery,
});
