import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type FactoryProvider,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, HttpAdapterHost } from '@nestjs/core';
import { checkRoutes } from './check-routes.ts';
import type { WebhooksModuleAsyncOptions, WebhooksModuleOptions } from './module-options.ts';
import type { MountedRoute } from './mounted-route.ts';
import { ownRawBytes } from './raw-bytes.ts';
import { WebhookHandlers } from './webhook-handlers.ts';
import { WebhookRegistry } from './webhook-registry.ts';
import { findRoutes, type WebhookRoute } from './webhook-routes.ts';

const applications = new WeakSet<HttpAdapterHost>();

/** The application's webhooks. Imported once, in the root module; controllers of every module can use them. */
@Global()
@Module({})
export class WebhooksModule implements OnModuleInit, OnApplicationBootstrap {
  readonly #registry: WebhookRegistry;
  readonly #handlers: WebhookHandlers;
  readonly #routes: readonly WebhookRoute[];
  readonly #mounted: () => readonly MountedRoute[];

  constructor(
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(WebhookRegistry) registry: WebhookRegistry,
    @Inject(WebhookHandlers) handlers: WebhookHandlers,
  ) {
    if (applications.has(host))
      throw new TypeError('WebhooksModule is imported twice: import it in the root module.');
    applications.add(host);
    this.#registry = registry;
    this.#handlers = handlers;
    this.#routes = findRoutes(discovery);
    this.#mounted = ownRawBytes(host);
  }

  /**
   * Registers webhooks that are made already.
   *
   * @param options - the webhooks, by name or as a list
   * @returns the module to import
   * @throws TypeError where two webhooks have one name, or there is none
   * @example
   * ```ts
   * import { createWebhook, WebhooksModule } from '@hooklatch/nestjs';
   * import { clerk } from '@hooklatch/providers/clerk';
   * import { Module } from '@nestjs/common';
   *
   * // Reads CLERK_WEBHOOK_SIGNING_SECRET.
   * @Module({ imports: [WebhooksModule.forRoot({ webhooks: { clerk: createWebhook(clerk()) } })] })
   * export class AppModule {}
   * ```
   */
  static forRoot(options: WebhooksModuleOptions): DynamicModule {
    const registry = new WebhookRegistry(options);
    return toModule({ provide: WebhookRegistry, useFactory: () => registry });
  }

  /**
   * Registers webhooks that a factory makes, for secrets from `ConfigService`.
   *
   * @param options - the factory, and what it needs
   * @returns the module to import
   * @throws TypeError when the application starts, where two webhooks have one name, or there is none
   * @example
   * ```ts
   * import { createWebhook, WebhooksModule } from '@hooklatch/nestjs';
   * import { clerk } from '@hooklatch/providers/clerk';
   * import { Module } from '@nestjs/common';
   * import { ConfigModule, ConfigService } from '@nestjs/config';
   *
   * @Module({
   *   imports: [
   *     WebhooksModule.forRootAsync({
   *       imports: [ConfigModule.forRoot()],
   *       inject: [ConfigService],
   *       useFactory: (config: ConfigService) => ({
   *         webhooks: { clerk: createWebhook(clerk({ secret: config.getOrThrow<string>('CLERK_SECRET') })) },
   *       }),
   *     }),
   *   ],
   * })
   * export class AppModule {}
   * ```
   */
  static forRootAsync({ imports, inject, useFactory }: WebhooksModuleAsyncOptions): DynamicModule {
    const make = useFactory as (...dependencies: unknown[]) => ReturnType<typeof useFactory>;
    const registry: FactoryProvider<WebhookRegistry> = {
      provide: WebhookRegistry,
      inject: inject ?? [],
      useFactory: async (...dependencies: unknown[]) => new WebhookRegistry(await make(...dependencies)),
    };
    return toModule(registry, imports);
  }

  /** Checks that every route has its webhook, and every event somebody who handles it. */
  onModuleInit(): void {
    this.#handlers.collect();
    checkRoutes(this.#routes, this.#registry, this.#handlers);
  }

  /** Says where the webhooks are mounted. */
  onApplicationBootstrap(): void {
    const logger = new Logger(WebhooksModule.name);
    for (const { webhook, methods, path } of this.#mounted())
      logger.log(`${webhook}: ${methods.join(', ')} ${path}`);
  }
}

function toModule(
  registry: FactoryProvider<WebhookRegistry>,
  imports: WebhooksModuleAsyncOptions['imports'] = [],
): DynamicModule {
  return {
    module: WebhooksModule,
    imports: [DiscoveryModule, ...imports],
    providers: [registry, WebhookHandlers],
    exports: [WebhookRegistry, WebhookHandlers],
  };
}
