import type { WebhookEvent } from '@hooklatch/core';
import { Inject, Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { handlerMarks, type HandlerMark } from './metadata.ts';
import { WebhookRegistry } from './webhook-registry.ts';

type Handler = (event: WebhookEvent) => unknown;
type Wrapper = ReturnType<DiscoveryService['getProviders']>[number];

/** The methods with `@OnWebhook(type)`, by endpoint and type. */
@Injectable()
export class WebhookHandlers {
  readonly #registry: WebhookRegistry;
  readonly #discovery: DiscoveryService;
  readonly #handlers = new Map<string, Map<string, Handler[]>>();

  constructor(
    @Inject(WebhookRegistry) registry: WebhookRegistry,
    @Inject(DiscoveryService) discovery: DiscoveryService,
  ) {
    this.#registry = registry;
    this.#discovery = discovery;
  }

  /** The endpoints that have handlers. */
  get webhooks(): readonly string[] {
    return [...this.#handlers.keys()];
  }

  /** Collects the methods, once every instance is there. */
  collect(): void {
    const wrappers = [...this.#discovery.getProviders(), ...this.#discovery.getControllers()];
    const seen = new Set<unknown>();
    for (const wrapper of wrappers) {
      const instance: unknown = wrapper.instance;
      if (typeof instance !== 'object' || instance === null || seen.has(instance)) continue;
      seen.add(instance);
      this.#collectFrom(wrapper, instance as Record<string, unknown>);
    }
  }

  /** Runs the handlers of every event of a delivery, one after the other, and rejects where one fails. */
  async dispatch(webhook: string, delivered: WebhookEvent): Promise<void> {
    const byType = this.#handlers.get(webhook);
    if (byType === undefined) return;
    for (const event of delivered.events) {
      // oxlint-disable-next-line no-await-in-loop -- in their order
      for (const handler of byType.get(event.type) ?? byType.get('*') ?? []) await handler(event);
    }
  }

  #collectFrom(wrapper: Wrapper, instance: Record<string, unknown>): void {
    const prototype: unknown = Object.getPrototypeOf(instance);
    if (typeof prototype !== 'object' || prototype === null) return;
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const method = (prototype as Record<string, unknown>)[name];
      for (const mark of handlerMarks(method)) {
        const place = `${prototype.constructor.name}.${name}`;
        if (!wrapper.isDependencyTreeStatic()) {
          throw new TypeError(`${place}: a class with @OnWebhook() cannot be request-scoped or transient.`);
        }
        this.#add(mark, place, (method as Handler).bind(instance));
      }
    }
  }

  #add({ type, webhook }: HandlerMark, place: string, handler: Handler): void {
    const name = webhook ?? this.#onlyName(place, type);
    if (this.#registry.get(name, place).handles) {
      throw new TypeError(
        `${place} would never run: the webhook "${name}" has handlers of its own (\`on\`), or an inbox.`,
      );
    }
    const byType = this.#handlers.get(name) ?? new Map<string, Handler[]>();
    this.#handlers.set(name, byType.set(type, [...(byType.get(type) ?? []), handler]));
  }

  #onlyName(place: string, type: string): string {
    const [name, ...others] = this.#registry.names;
    if (name !== undefined && others.length === 0) return name;
    const names = this.#registry.names.join(', ');
    throw new TypeError(
      `${place}: say which webhook, @OnWebhook('${type}', { webhook: … }), one of: ${names}.`,
    );
  }
}
