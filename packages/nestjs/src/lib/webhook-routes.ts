import { RequestMethod } from '@nestjs/common';
import { MetadataScanner, type DiscoveryService } from '@nestjs/core';
import { markFastifyConfig, requestMethodOf, takesParameters, webhookName } from './metadata.ts';

/** A controller's method with `@Webhook(name)`. */
export interface WebhookRoute {
  readonly webhook: string;
  /** `Controller.method`, for messages. */
  readonly place: string;
  readonly takesParameters: boolean;
  /** The HTTP method, or `ALL`. */
  readonly method: string;
}

/** Finds the routes, and marks them so that Fastify's router knows them too. */
export function findRoutes(discovery: DiscoveryService): WebhookRoute[] {
  const scanner = new MetadataScanner();
  return discovery.getControllers().flatMap(({ metatype: controller }) => {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, object>;
    return scanner.getAllMethodNames(prototype).flatMap((methodName): WebhookRoute[] => {
      const method = prototype[methodName] as object;
      const webhook = webhookName(method);
      const requestMethod = requestMethodOf(method);
      if (webhook === undefined) return [];
      const place = `${controller.name}.${methodName}`;
      if (requestMethod === undefined)
        throw new TypeError(`${place}: @Webhook() stands beside @Post() or @All().`);
      markFastifyConfig(method, webhook);
      const route = { webhook, place, method: RequestMethod[requestMethod] as string };
      return [{ ...route, takesParameters: takesParameters(controller, methodName) }];
    });
  });
}
