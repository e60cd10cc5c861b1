import type { Webhook } from '@hooklatch/core';
import type { FactoryProvider, ModuleMetadata } from '@nestjs/common';

/** A webhook, whatever its events: TypeScript takes `Webhook<ClerkEvents>` for no `Webhook`, but for its parts. */
export type AnyWebhook = Pick<Webhook, keyof Webhook>;

/** What {@link WebhooksModule.forRoot} takes. */
export interface WebhooksModuleOptions {
  /** The webhooks by the name that `@Webhook(name)` gives, or a list of them, each under a name of its own. */
  readonly webhooks: Readonly<Record<string, AnyWebhook>> | readonly AnyWebhook[];
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
