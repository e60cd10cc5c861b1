import { createWebhook, Webhook, WebhookEvent, type WebhookOptions } from '@hooklatch/nestjs';
import { github, type GithubEvents } from '@hooklatch/providers/github';
import { gitlab } from '@hooklatch/providers/gitlab';
import { shopify } from '@hooklatch/providers/shopify';
import { standardWebhooks } from '@hooklatch/providers/standard-webhooks';
import { Controller, Post } from '@nestjs/common';

type SharedOptions = Pick<WebhookOptions, 'store'> & { onDelivery(report: object): void };

/** More providers. Each reads its secret from the variable that its documentation names: see .env.example. */
export const moreWebhooks = (options: SharedOptions) => ({
  github: createWebhook(github(), options),
  shopify: createWebhook(shopify(), options),
  gitlab: createWebhook(gitlab(), options),
  standard: createWebhook(standardWebhooks(), { ...options, name: 'standard' }),
});

@Controller('webhooks')
export class MoreController {
  @Post('github')
  @Webhook('github')
  github(@WebhookEvent() event: WebhookEvent<GithubEvents>): object {
    return { type: event.type };
  }

  @Post('shopify')
  @Webhook('shopify')
  shopify(@WebhookEvent() event: WebhookEvent): object {
    return { type: event.type };
  }

  @Post('gitlab')
  @Webhook('gitlab')
  gitlab(@WebhookEvent() event: WebhookEvent): object {
    return { type: event.type };
  }

  @Post('standard')
  @Webhook('standard')
  standard(@WebhookEvent() event: WebhookEvent): object {
    return { type: event.type };
  }
}
