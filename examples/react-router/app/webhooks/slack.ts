import { createWebhook } from '@hooklatch/core';
import { slack } from '@hooklatch/providers/slack';
import { logDelivery } from './log-delivery.ts';

/** Slack sends commands as forms. */
export const slackWebhook = createWebhook(slack(), {
  on: { slash_command: (event) => console.log(`slack: ${event.payload.command}`) },
  onDelivery: logDelivery,
});
