import { createWebhook } from '@hooklatch/core';
import { slack } from '@hooklatch/providers/slack';
import { getSecret } from 'astro:env/server';
import { logDelivery } from './log-delivery.ts';

/** Slack sends commands as forms. */
export const slackWebhook = createWebhook(slack({ secret: () => getSecret('SLACK_SIGNING_SECRET') }), {
  on: { slash_command: (event) => console.log(`slack: ${event.payload.command}`) },
  onDelivery: logDelivery,
});
