import { createWebhook, memoryStore, WebhooksModule } from '@hooklatch/nestjs';
import { clerk } from '@hooklatch/providers/clerk';
import { stripe } from '@hooklatch/providers/stripe';
import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { ClerkController } from './webhooks/clerk.controller.js';
import { ClerkUsers } from './webhooks/clerk-users.js';
import { logDelivery } from './webhooks/log-delivery.js';
import { MoreController, moreWebhooks } from './webhooks/more.js';
import { StripeController } from './webhooks/stripe.controller.js';

// One process can remember in its own memory what it has handled; several need a store that they share.
const options = { store: memoryStore(), onDelivery: logDelivery };

@Module({
  imports: [
    WebhooksModule.forRootAsync({
      imports: [ConfigModule.forRoot()],
      inject: [ConfigService],
      useFactory: (config: ConfigService) => ({
        webhooks: {
          clerk: createWebhook(
            clerk({ secret: config.getOrThrow<string>('CLERK_WEBHOOK_SIGNING_SECRET') }),
            options,
          ),
          stripe: createWebhook(
            stripe({ secret: config.getOrThrow<string>('STRIPE_WEBHOOK_SECRET') }),
            options,
          ),
          ...moreWebhooks(options),
        },
      }),
    }),
  ],
  controllers: [ClerkController, StripeController, MoreController],
  providers: [ClerkUsers],
})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest's modules have no members
export class AppModule {}
