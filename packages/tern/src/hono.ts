export { createWebhookHandler, type HonoContextLike, type HonoWebhookHandlerOptions } from './lib/hono.ts';
