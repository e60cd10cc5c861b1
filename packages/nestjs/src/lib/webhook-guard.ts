import { toIncoming } from '@hooklatch/core/node';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { showBody } from './hidden-body.ts';
import { keptBody, rawRequest, rawResponse } from './http.ts';
import { webhookName } from './metadata.ts';
import { ReplyException } from './reply-exception.ts';
import { isVerified, setVerified } from './verified.ts';
import { WebhookRegistry } from './webhook-registry.ts';

const consumedHint =
  'A parser read the request body before Nest: take it off the Express or Fastify instance that NestFactory.create() ' +
  'is given, or let it keep the bytes in `request.rawBody`.';

/**
 * Lets a request pass only where it is a verified delivery. {@link Webhook} binds it, together with what claims and
 * answers; it stands on a controller besides where another guard there is to come after it. Alone it refuses everything.
 *
 * @example
 * ```ts
 * import { Webhook, WebhookEvent, WebhookGuard } from '@hooklatch/nestjs';
 * import { Controller, Post, UseGuards, type CanActivate } from '@nestjs/common';
 *
 * class OfficeHours implements CanActivate {
 *   canActivate(): boolean {
 *     return new Date().getHours() >= 9;
 *   }
 * }
 *
 * @Controller('webhooks')
 * @UseGuards(WebhookGuard, OfficeHours)
 * export class WebhooksController {
 *   @Post('clerk')
 *   @Webhook('clerk')
 *   clerk(@WebhookEvent() event: WebhookEvent): void {
 *     console.log(event.type);
 *   }
 * }
 * ```
 */
@Injectable()
export class WebhookGuard implements CanActivate {
  readonly #registry: WebhookRegistry;

  constructor(@Inject(WebhookRegistry) registry: WebhookRegistry) {
    this.#registry = registry;
  }

  /**
   * Verifies the delivery.
   *
   * @param context - of a method that has `@Webhook(name)`
   * @returns true; what is no delivery to pass on is answered by an exception that carries the reply
   * @throws TypeError where the method has no `@Webhook(name)`
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const method = `${context.getClass().name}.${context.getHandler().name}`;
    const name = webhookName(context.getHandler());
    if (name === undefined)
      throw new TypeError(`${method}: WebhookGuard needs @Webhook('name') on the method.`);
    const webhook = this.#registry.get(name, method);
    const request = rawRequest(context);
    if (isVerified(request)) return true;
    showBody(request);
    const incoming = toIncoming(request, {
      response: rawResponse(context),
      body: keptBody(context),
      consumedHint,
    });
    const received = await webhook.receive(incoming, { claimLater: true });
    if ('reply' in received) throw new ReplyException(received.reply);
    setVerified(request, { name, webhook, event: received.event });
    return true;
  }
}
