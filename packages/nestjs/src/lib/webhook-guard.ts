import { toIncoming } from '@hooklatch/core/node';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { showBody } from './hidden-body.ts';
import { keptBody, rawRequest, rawResponse } from './http.ts';
import { webhookName } from './metadata.ts';
import { ReplyException } from './reply-exception.ts';
import { setVerified } from './verified.ts';
import { WebhookRegistry } from './webhook-registry.ts';

const consumedHint =
  'A parser read the request body before Nest: take it off the Express or Fastify instance that NestFactory.create() ' +
  'is given, or let it keep the bytes in `request.rawBody`.';

/**
 * Lets a request pass only where it is a verified delivery. {@link Webhook} binds it, together with what claims and
 * answers; alone it refuses everything.
 *
 * @example
 * ```ts
 * import { WebhookGuard } from '@hooklatch/nestjs';
 * import type { CanActivate, ExecutionContext } from '@nestjs/common';
 *
 * export class DeliveriesOnly implements CanActivate {
 *   constructor(private readonly webhooks: WebhookGuard) {}
 *
 *   canActivate(context: ExecutionContext): Promise<boolean> {
 *     return this.webhooks.canActivate(context);
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
