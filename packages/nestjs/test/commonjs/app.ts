import {
  createWebhook,
  OnWebhook,
  Webhook,
  WebhookEvent,
  WebhooksModule,
  type EventOf,
} from '@hooklatch/nestjs';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { stripe, type StripeEvents } from '@hooklatch/providers/stripe';
import { Body, Controller, Injectable, Module, Post } from '@nestjs/common';

export const secrets = { clerk: 'whsec_c29tZSBzZWNyZXQgb2YgYSB0ZXN0', stripe: 'whsec_some_secret_of_a_test' };

@Injectable()
export class Users {
  readonly ids: string[] = [];
}

@Injectable()
export class ClerkUsers {
  constructor(private readonly users: Users) {}

  @OnWebhook('user.created', { webhook: 'clerk' })
  created(event: EventOf<ClerkEvents, 'user.created'>): void {
    this.users.ids.push(event.payload.data.id);
  }
}

@Controller()
export class AppController {
  @Post('webhooks/clerk')
  @Webhook('clerk')
  clerk(): void {}

  @Post('webhooks/stripe')
  @Webhook('stripe')
  stripe(@WebhookEvent() event: WebhookEvent<StripeEvents>): { type: string } {
    return { type: event.type };
  }

  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

@Module({
  imports: [
    WebhooksModule.forRoot({
      webhooks: {
        clerk: createWebhook(clerk({ secret: secrets.clerk }), { onDelivery: false }),
        stripe: createWebhook(stripe({ secret: secrets.stripe }), { onDelivery: false }),
      },
    }),
  ],
  providers: [Users, ClerkUsers],
  controllers: [AppController],
})
// oxlint-disable-next-line typescript/no-extraneous-class -- Nest's modules have no members
export class AppModule {}
