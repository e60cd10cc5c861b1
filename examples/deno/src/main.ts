import { clerkWebhook, metaWebhook } from './webhooks.ts';

const webhooks: Readonly<Record<string, typeof clerkWebhook.fetch>> = {
  '/webhooks/clerk': clerkWebhook.fetch,
  '/webhooks/meta': metaWebhook.fetch,
};

/** What `deno serve` serves. */
export default {
  fetch(request: Request): Promise<Response> | Response {
    const { pathname } = new URL(request.url);
    return webhooks[pathname]?.(request) ?? new Response('The application.');
  },
};
