import { metaWebhook } from '../../webhooks.ts';

// Meta asks by GET: every method goes to the webhook.
export default { fetch: metaWebhook.fetch };
