import { Webhook, WebhookEvent } from '@hooklatch/nestjs';
import type { StripeEvents } from '@hooklatch/providers/stripe';
import { Controller, Logger, Post } from '@nestjs/common';

@Controller('webhooks')
export class StripeController {
  readonly #logger = new Logger(StripeController.name);

  @Post('stripe')
  @Webhook('stripe')
  async stripe(@WebhookEvent() event: WebhookEvent<StripeEvents>): Promise<void> {
    if (event.type === 'checkout.session.completed') {
      const { id, amount_total: total, currency } = event.payload.data.object;
      this.#logger.log(`paid ${id}: ${total} ${currency}`);
    } else if (event.type === 'invoice.payment_failed') {
      this.#logger.log(`not paid: ${event.payload.data.object.id}`);
    }
  }
}
