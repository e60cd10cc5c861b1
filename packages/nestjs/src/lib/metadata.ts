import { SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

// The class is a name here, not a type: any function can carry metadata.
type Target = Parameters<Reflector['get']>[1];

const reflector = new Reflector();
const webhookKey = 'hooklatch:webhook';
const handlersKey = 'hooklatch:on-webhook';
/** Nest's own keys, the same in 11 and 12. */
const routeArgumentsKey = '__routeArguments__';
const routeMethodKey = 'method';
const fastifyConfigKey = '__fastify_route_config__';

/** What `@OnWebhook(type, { webhook })` leaves on a method. */
export interface HandlerMark {
  readonly type: string;
  readonly webhook: string | undefined;
}

export const markWebhook = (name: string): MethodDecorator => SetMetadata(webhookKey, name);

/** The name that `@Webhook(name)` left, on a method or on what Nest made of it for the platform. */
export const webhookName = (method: unknown): string | undefined =>
  reflector.get<string | undefined>(webhookKey, method as Target);

export function markHandler(method: object, mark: HandlerMark): void {
  SetMetadata(handlersKey, [...handlerMarks(method), mark])(method, '', { value: method });
}

export const handlerMarks = (method: unknown): readonly HandlerMark[] =>
  reflector.get<readonly HandlerMark[] | undefined>(handlersKey, method as Target) ?? [];

/** The `RequestMethod` of a route's method or of what Nest made of it. */
export const requestMethodOf = (method: unknown): number | undefined =>
  reflector.get<number | undefined>(routeMethodKey, method as Target);

/** Whether any parameter of a controller's method is decorated. */
export function takesParameters(controller: object, methodName: string): boolean {
  const parameters: unknown = Reflect.getMetadata(routeArgumentsKey, controller, methodName);
  return typeof parameters === 'object' && parameters !== null && Object.keys(parameters).length > 0;
}

/** Carries the mark into Fastify's route config, because Fastify binds the handler. */
export function markFastifyConfig(method: object, name: string): void {
  const config = reflector.get<object | undefined>(fastifyConfigKey, method as Target);
  SetMetadata(fastifyConfigKey, { ...config, [webhookKey]: name })(method, '', { value: method });
}

export function webhookNameInConfig(config: unknown): string | undefined {
  return (config as Record<string, string> | undefined)?.[webhookKey];
}
