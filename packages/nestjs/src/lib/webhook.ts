import type { Webhook as CoreWebhook } from '@hooklatch/core';
import { applyDecorators, HttpCode, UseFilters, UseGuards, UseInterceptors } from '@nestjs/common';
import { markWebhook } from './metadata.ts';
import { ReplyFilter } from './reply-exception.ts';
import { WebhookGuard } from './webhook-guard.ts';
import { WebhookInterceptor } from './webhook-interceptor.ts';

/** Verifies and handles the deliveries of one endpoint. */
export type Webhook<Events extends object = object> = CoreWebhook<Events>;

/**
 * Makes a controller's method the route of a webhook: it runs only for a verified delivery, once an event, and answers
 * 200. Refusals, duplicates and handshakes are answered before it.
 *
 * @param name - the endpoint's, in `WebhooksModule`
 * @returns a method decorator, to stand beside `@Post()` or `@All()`
 * @throws TypeError when the application starts, where there is no webhook of that name
 * @example
 * ```ts
 * import { Webhook, WebhookEvent } from '@hooklatch/nestjs';
 * import type { StripeEvents } from '@hooklatch/providers/stripe';
 * import { Controller, Post } from '@nestjs/common';
 *
 * @Controller('webhooks')
 * export class WebhooksController {
 *   @Post('stripe')
 *   @Webhook('stripe')
 *   stripe(@WebhookEvent() event: WebhookEvent<StripeEvents>): void {
 *     console.log(event.type, event.id);
 *   }
 * }
 * ```
 */
export function Webhook(name: string): MethodDecorator {
  return applyDecorators(
    markWebhook(name),
    HttpCode(200),
    UseGuards(WebhookGuard),
    UseInterceptors(WebhookInterceptor),
    UseFilters(ReplyFilter),
  );
}
