import type { AnyWebhook, WebhooksModuleOptions } from './module-options.ts';

/** The application's webhooks by name. */
export class WebhookRegistry {
  readonly #webhooks: ReadonlyMap<string, AnyWebhook>;

  constructor({ webhooks }: WebhooksModuleOptions) {
    const entries = Array.isArray(webhooks) ? namedBySelf(webhooks) : Object.entries(webhooks);
    if (entries.length === 0) throw new TypeError('WebhooksModule was given no webhooks.');
    this.#webhooks = new Map(entries);
  }

  get names(): readonly string[] {
    return [...this.#webhooks.keys()];
  }

  /** The webhook of a name; `usedBy` is who asks, for the message. */
  get(name: string, usedBy: string): AnyWebhook {
    const webhook = this.#webhooks.get(name);
    if (webhook !== undefined) return webhook;
    throw new TypeError(
      `${usedBy}: there is no webhook "${name}". WebhooksModule has: ${this.names.join(', ')}.`,
    );
  }
}

function namedBySelf(webhooks: readonly AnyWebhook[]): [string, AnyWebhook][] {
  const names = webhooks.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return webhooks.map((webhook) => [webhook.name, webhook]);
  throw new TypeError(`Two webhooks are named "${twice}": give one another \`name\`, or pass them by name.`);
}
