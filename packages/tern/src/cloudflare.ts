export { createWebhookHandler } from './lib/cloudflare.ts';
export type {
  CloudflareWebhookHandler,
  CloudflareWebhookHandlerOptions,
  PagesContextLike,
} from './lib/cloudflare.ts';
