import { createWebhook } from '@hooklatch/workers';
import { gitlab } from '@hooklatch/providers/gitlab';
import { logDelivery } from './log-delivery.ts';

/** The secret is the binding GITLAB_WEBHOOK_SECRET: the hook's secret token. */
export const gitlabWebhook = createWebhook(gitlab(), {
  on: { '*': (event) => console.log(`gitlab: ${event.type}`) },
  onDelivery: logDelivery,
});
