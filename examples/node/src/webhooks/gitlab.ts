import { createWebhook } from '@hooklatch/node';
import { gitlab } from '@hooklatch/providers/gitlab';
import { logDelivery } from './log-delivery.ts';

/** Reads GITLAB_WEBHOOK_SECRET: the hook's secret token. */
export const gitlabWebhook = createWebhook(gitlab(), {
  on: { '*': (event) => console.log(`gitlab: ${event.type}`) },
  onDelivery: logDelivery,
});
