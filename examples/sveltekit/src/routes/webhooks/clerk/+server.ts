import { clerkWebhook } from '#lib/server/webhooks/clerk.ts';
import type { RequestHandler } from '@sveltejs/kit';

export const POST: RequestHandler = ({ request }) => clerkWebhook.fetch(request);
