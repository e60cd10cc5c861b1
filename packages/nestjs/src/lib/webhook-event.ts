import type { WebhookEvent as CoreWebhookEvent } from '@hooklatch/core';
import { createParamDecorator } from '@nestjs/common';
import { rawRequest } from './http.ts';
import { getVerified } from './verified.ts';

/** What a verified delivery tells: narrow it by `type`. */
export type WebhookEvent<Events extends object = object> = CoreWebhookEvent<Events>;

/**
 * Gives the verified event to a parameter of a method that has {@link Webhook}.
 *
 * @returns a parameter decorator
 * @throws TypeError at the first request, where the method has no `@Webhook(name)`
 * @example
 * ```ts
 * import { Webhook, WebhookEvent } from '@hooklatch/nestjs';
 * import type { ClerkEvents } from '@hooklatch/providers/clerk';
 * import { Controller, Post } from '@nestjs/common';
 *
 * @Controller('webhooks')
 * export class WebhooksController {
 *   @Post('clerk')
 *   @Webhook('clerk')
 *   clerk(@WebhookEvent() event: WebhookEvent<ClerkEvents>): void {
 *     if (event.type === 'user.created') console.log(event.payload.data.id);
 *   }
 * }
 * ```
 */
export const WebhookEvent: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context) => getVerified(rawRequest(context)).event,
);
