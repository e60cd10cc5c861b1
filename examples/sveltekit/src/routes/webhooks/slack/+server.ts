import { slackWebhook } from '#lib/server/webhooks/slack.ts';
import type { RequestHandler } from '@sveltejs/kit';

export const POST: RequestHandler = ({ request }) => slackWebhook.fetch(request);
