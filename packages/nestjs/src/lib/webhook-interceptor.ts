import type { Reply } from '@hooklatch/core';
import { isSuccess } from '@hooklatch/core/node';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { defer, lastValueFrom, of, type Observable } from 'rxjs';
import { platformResponse, rawRequest, type PlatformResponse } from './http.ts';
import { ReplyException } from './reply-exception.ts';
import { getVerified, type Verified } from './verified.ts';
import { WebhookHandlers } from './webhook-handlers.ts';

/** Claims the verified event right before the route, and settles the claim by how the route went. */
@Injectable()
export class WebhookInterceptor implements NestInterceptor {
  readonly #handlers: WebhookHandlers;

  constructor(@Inject(WebhookHandlers) handlers: WebhookHandlers) {
    this.#handlers = handlers;
  }

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const verified = getVerified(rawRequest(context));
    const response = platformResponse(context);
    const claimed = await verified.webhook.claim(verified.event);
    if ('reply' in claimed) return answerShort(response, claimed.reply);
    // A promise, not operators: it also ends where an interceptor around this one has stopped listening.
    return defer(async () => {
      try {
        const result = await this.#run(verified, next);
        await claimed.settle(isSuccess(response.statusCode));
        return result;
      } catch (error) {
        await claimed.settle(false, error);
        throw error;
      }
    });
  }

  async #run({ name, event }: Verified, next: CallHandler): Promise<unknown> {
    await this.#handlers.dispatch(name, event);
    return lastValueFrom(next.handle(), { defaultValue: undefined });
  }
}

/** A success goes out as a route's result would; anything else as core says it. */
function answerShort(response: PlatformResponse, reply: Reply): Observable<string | undefined> {
  if (!isSuccess(reply.status)) throw new ReplyException(reply);
  response.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers)) response.header(name, value);
  return of(reply.body === '' ? undefined : reply.body);
}
