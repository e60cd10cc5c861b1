import { clerkWebhook, metaWebhook } from './webhooks.ts';

/** What `bun src/server.ts` serves, as `Bun.serve` would. */
export default {
  port: Number(process.env['PORT'] ?? 3000),
  routes: {
    '/webhooks/clerk': clerkWebhook.fetch,
    '/webhooks/meta': metaWebhook.fetch,
  },
  fetch: (): Response => new Response('The application.'),
};
