import type { WebhookHandlers } from './webhook-handlers.ts';
import type { WebhookRegistry } from './webhook-registry.ts';
import type { WebhookRoute } from './webhook-routes.ts';

/** Refuses what would answer 200 and do nothing, and what would never be reached. */
export function checkRoutes(
  routes: readonly WebhookRoute[],
  registry: WebhookRegistry,
  { webhooks: handled }: Pick<WebhookHandlers, 'webhooks'>,
): void {
  for (const { webhook: name, place, takesParameters } of routes) {
    const { handles, methods } = registry.get(name, place);
    if (!handles && !takesParameters && !handled.includes(name)) {
      throw new TypeError(
        `${place}: nothing handles the events of "${name}". Take one with @WebhookEvent(), or put ` +
          `@OnWebhook(type, { webhook: '${name}' }) on a method of a provider.`,
      );
    }
    const served = routes.filter(({ webhook }) => webhook === name).map(({ method }) => method);
    const missing = methods.find((method) => !served.includes(method) && !served.includes('ALL'));
    if (missing !== undefined) throw new TypeError(`${place}: "${name}" needs ${missing} too: use @All().`);
  }
  const unmounted = handled.find((name) => !routes.some(({ webhook }) => webhook === name));
  if (unmounted === undefined) return;
  throw new TypeError(
    `There are @OnWebhook() methods for "${unmounted}" and no route: put @Webhook('${unmounted}') on a controller's method.`,
  );
}
