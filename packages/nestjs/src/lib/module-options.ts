import type { Webhook } from '@hooklatch/core';
import type { FactoryProvider, ModuleMetadata } from '@nestjs/common';

/** What {@link WebhooksModule.forRoot} takes. */
export interface WebhooksModuleOptions {
  /** The webhooks by the name that `@Webhook(name)` gives, or a list of them, each under a name of its own. */
  readonly webhooks: Readonly<Record<string, Webhook>> | readonly Webhook[];
}

/** What {@link WebhooksModule.forRootAsync} takes. */
export interface WebhooksModuleAsyncOptions {
  /** Modules that export what the factory needs. */
  readonly imports?: ModuleMetadata['imports'];
  /** What the factory is called with. */
  readonly inject?: FactoryProvider['inject'];
  /** Makes the options once everything in `inject` is there. */
  readonly useFactory: (...dependencies: never[]) => WebhooksModuleOptions | Promise<WebhooksModuleOptions>;
}
