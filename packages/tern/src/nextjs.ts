export { createWebhookHandler, type NextWebhookHandlerOptions } from './lib/nextjs.ts';
