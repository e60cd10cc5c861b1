export {
  createWebhook,
  WebhookError,
  type DeliveryReport,
  type EventOf,
  type Handlers,
  type WebhookOptions,
} from '@hooklatch/core';
export { memoryStore } from '@hooklatch/core/store';
export { OnWebhook, type OnWebhookDecorator, type OnWebhookOptions } from './lib/on-webhook.ts';
export { Webhook } from './lib/webhook.ts';
export { WebhookEvent } from './lib/webhook-event.ts';
export { WebhookGuard } from './lib/webhook-guard.ts';
export { WebhooksModule } from './lib/webhooks-module.ts';
export type { AnyWebhook, WebhooksModuleAsyncOptions, WebhooksModuleOptions } from './lib/module-options.ts';
