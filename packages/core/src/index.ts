export { createWebhook, type Webhook } from './lib/webhook.ts';
export { WebhookError, type WebhookErrorCode } from './lib/error.ts';
export { deliveryHeaders, type DeliveryHeaders, type HeadersSource } from './lib/headers.ts';
export type { Delivery, DeliveryHead, Reply } from './lib/delivery.ts';
export type {
  EventBase,
  EventMap,
  EventOf,
  Trust,
  UnknownEvent,
  UnknownEventType,
  WebhookEvent,
} from './lib/event.ts';
export type { Handler, HandlerContext, Handlers, WebhookOptions } from './lib/options.ts';
export type { Ordering } from './lib/ordering.ts';
export type { Provider, SecretResolver } from './lib/provider-definition.ts';
export type { DeliveryOutcome, DeliveryReport, SchemaIssue } from './lib/report.ts';
export type { Schema, SchemaResult } from './lib/schema.ts';
export type { WebhookStore } from './lib/store.ts';
export type { WebhookInbox } from './lib/inbox.ts';
