import { metaWebhook } from '../lib/webhooks.mts';

export default (request: Request): Promise<Response> => metaWebhook.fetch(request);

export const config = { path: '/webhooks/meta' };
