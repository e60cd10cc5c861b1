import { Controller, Injectable, Post } from '@nestjs/common';
import type { ClerkEvents } from '@hooklatch/providers/clerk';
import type { StripeEvents } from '@hooklatch/providers/stripe';
import * as core from '@hooklatch/core';
import * as store from '@hooklatch/core/store';
import { describe, expect, expectTypeOf, test } from 'vitest';
import * as nestjs from '../src/index.ts';
import { OnWebhook, Webhook, WebhookEvent, WebhooksModule, type EventOf } from '../src/index.ts';
import { clerkWebhook } from './fixture/clerk.ts';

@Controller()
class HooksController {
  @Post('clerk')
  @Webhook('clerk')
  clerk(@WebhookEvent() event: WebhookEvent<ClerkEvents>): string | undefined {
    if (event.type === 'user.created')
      expectTypeOf(event).toEqualTypeOf<EventOf<ClerkEvents, 'user.created'>>();
    return event.id;
  }
}

@Injectable()
class Handlers {
  @OnWebhook('user.created')
  created(event: EventOf<ClerkEvents, 'user.created'>): void {
    expectTypeOf(event.payload.data.id).toEqualTypeOf<string>();
  }

  @OnWebhook('user.created')
  @OnWebhook('user.updated')
  async saved(_event: EventOf<ClerkEvents, 'user.created' | 'user.updated'>): Promise<void> {}

  @OnWebhook('*')
  @OnWebhook('user.created')
  any(_event: WebhookEvent<ClerkEvents>): void {}

  @OnWebhook('not.in.the.map')
  untyped(_event: WebhookEvent): void {}

  @OnWebhook('user.created')
  nothing(): void {}

  // @ts-expect-error -- a misspelt type
  @OnWebhook('user.craeted')
  misspelt(_event: EventOf<ClerkEvents, 'user.created'>): void {}

  // @ts-expect-error -- a misspelt type, whatever else the method takes
  @OnWebhook('user.craeted')
  misspeltAny(_event: WebhookEvent<ClerkEvents>): void {}

  // @ts-expect-error -- an event of another provider
  @OnWebhook('user.created')
  foreign(_event: WebhookEvent<StripeEvents>): void {}

  // @ts-expect-error -- nobody calls it with more than the event
  @OnWebhook('user.created')
  more(_event: WebhookEvent, _more: string): void {}
}

describe('the types', () => {
  test('of decorator and of core have one name and one import', () => {
    expectTypeOf<WebhookEvent<ClerkEvents>>().toEqualTypeOf<core.WebhookEvent<ClerkEvents>>();
    expectTypeOf<Webhook<ClerkEvents>>().toEqualTypeOf<core.Webhook<ClerkEvents>>();
    expectTypeOf<HooksController['clerk']>().parameter(0).not.toBeAny();
    expectTypeOf<Handlers['created']>().parameter(0).not.toBeAny();
  });

  test('of every provider fit into the module, by name and as a list', () => {
    const webhook: Webhook<ClerkEvents> = clerkWebhook();
    expect(WebhooksModule.forRoot({ webhooks: { clerk: webhook } }).module).toBe(WebhooksModule);
    expect(WebhooksModule.forRoot({ webhooks: [webhook] }).module).toBe(WebhooksModule);
    // @ts-expect-error -- options of a webhook are no webhook
    expect(() => WebhooksModule.forRoot({ webhooks: { clerk: { on: {} } } })).not.toThrow();
  });

  test('and values that are exported are these', () => {
    const { createWebhook, memoryStore, WebhookError, ...own } = nestjs;
    expect([createWebhook, WebhookError]).toEqual([core.createWebhook, core.WebhookError]);
    expect(memoryStore).toBe(store.memoryStore);
    expect(Object.keys(own).toSorted()).toEqual([
      'OnWebhook',
      'Webhook',
      'WebhookEvent',
      'WebhookGuard',
      'WebhooksModule',
    ]);
  });
});
