import { clerkWebhook } from '../lib/webhooks.mts';

export default (request: Request): Promise<Response> => clerkWebhook.fetch(request);

export const config = { path: '/webhooks/clerk' };
