import { markHandler } from './metadata.ts';

/** What {@link OnWebhook} takes beside the type. */
export interface OnWebhookOptions {
  /** The endpoint's name in `WebhooksModule` (the only one, where there is only one). */
  readonly webhook?: string;
}

/** Fits on a method that takes no event, or one that can be of this type. */
export type OnWebhookDecorator<Type extends string> = <Method extends (event: never) => unknown>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & Fits<Type, Parameters<Method>[0]>,
) => void;

type Fits<Type extends string, Event> = Event extends { readonly type: infer Known }
  ? Type extends '*' | Known
    ? unknown
    : { readonly 'The method takes events of another type': Known }
  : unknown;

/**
 * Makes a method of a provider or controller the handler of an event type. It is called with the event when a
 * verified delivery arrives at a route with {@link Webhook}, before the route's own method. Where it throws, the
 * delivery has failed and the provider sends it again.
 *
 * @param type - the event's type; `'*'` takes those that no other method takes
 * @param options - the endpoint's name, where there are several
 * @returns a method decorator; several of them can stand on one method
 * @throws TypeError when the application starts, where the endpoint is not there or has no route
 * @example
 * ```ts
 * import { OnWebhook, type EventOf } from '@hooklatch/nestjs';
 * import type { ClerkEvents } from '@hooklatch/providers/clerk';
 * import { Injectable } from '@nestjs/common';
 *
 * @Injectable()
 * export class ClerkUsers {
 *   @OnWebhook('user.created', { webhook: 'clerk' })
 *   created(event: EventOf<ClerkEvents, 'user.created'>): void {
 *     console.log(event.payload.data.id);
 *   }
 * }
 * ```
 */
export function OnWebhook<Type extends string>(
  type: Type,
  options: OnWebhookOptions = {},
): OnWebhookDecorator<Type> {
  return (_target, _name, descriptor) => {
    markHandler(descriptor.value as object, { type, webhook: options.webhook });
  };
}
