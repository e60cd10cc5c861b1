import { dropboxWebhook } from '#lib/server/webhooks/dropbox.ts';
import type { RequestHandler } from '@sveltejs/kit';

export const POST: RequestHandler = ({ request }) => dropboxWebhook.fetch(request);

// The question.
export const GET = POST;
