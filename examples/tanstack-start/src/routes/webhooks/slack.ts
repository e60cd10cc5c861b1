import { createFileRoute } from '@tanstack/react-router';
import { slackWebhook } from '../../webhooks/slack.ts';

export const Route = createFileRoute('/webhooks/slack')({
  server: { handlers: { ANY: ({ request }) => slackWebhook.fetch(request) } },
});
