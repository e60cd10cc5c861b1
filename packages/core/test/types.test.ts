import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  createWebhook,
  type DeliveryReport,
  type EventMap,
  type Handler,
  type UnknownEventType,
  type WebhookEvent,
} from '../src/index.ts';
import { defineProvider, type ProviderFactory } from '../src/provider.ts';
import { acme, recorded, secret, write, type AcmeEvents } from './acme.ts';

const untyped: ProviderFactory<object> = defineProvider({ ...acme().definition });

describe('events', () => {
  test('narrow by their type', async () => {
    const event = await recorded().webhook.verify(await write({ type: 'order.paid' }));
    if (event.type === 'order.paid') expectTypeOf(event.payload).toEqualTypeOf<AcmeEvents['order.paid']>();
    else if (event.type === 'order.sent')
      expectTypeOf(event.payload).toEqualTypeOf<AcmeEvents['order.sent']>();
    else {
      expectTypeOf(event.payload).toEqualTypeOf<unknown>();
      expectTypeOf(event.type).toEqualTypeOf<UnknownEventType>();
      expectTypeOf(event.type).toExtend<string>();
    }
  });
  test('of a type that does not exist are a mistake', async () => {
    const event = await recorded().webhook.verify(await write());
    // @ts-expect-error: there is no such event
    expect(event.type === 'order.payed').toBe(false);
  });
  test('without a map have any type', async () => {
    const event: WebhookEvent = await createWebhook(untyped({ secret }), {
      now: () => 1_767_225_600_000,
    }).verify(await write());
    if (event.type === 'whatever') throw new Error('unreachable');
    expectTypeOf(event.type).toEqualTypeOf<string>();
    expectTypeOf(event.payload).toEqualTypeOf<unknown>();
  });
});

describe('handlers', () => {
  test('are typed by their event', () => {
    createWebhook(acme({ secret }), {
      on: {
        'order.paid': (event) => {
          expectTypeOf(event.payload.total).toEqualTypeOf<number>();
          expectTypeOf(event.type).toEqualTypeOf<'order.paid'>();
        },
        '*': (event, context) => {
          expectTypeOf<typeof event extends WebhookEvent<AcmeEvents> ? true : false>().toEqualTypeOf<true>();
          expectTypeOf(context.signal).toEqualTypeOf<AbortSignal>();
        },
      },
    });
  });
  test('of an event that does not exist are a mistake', () => {
    // @ts-expect-error: a misspelt name
    expect(createWebhook(acme({ secret }), { on: { 'order.payed': () => {} } }).handles).toBe(true);
  });
  test('may have any name without a map', () => {
    createWebhook(untyped({ secret }), {
      on: { whatever: (event) => expectTypeOf(event.payload).toEqualTypeOf<unknown>() },
    });
  });
});

interface Paid {
  readonly type: 'paid';
  readonly amount: bigint;
}
interface Lost {
  readonly type: 'lost';
}

test('one observer fits every webhook', () => {
  const onDelivery = (report: DeliveryReport): string | undefined => report.event?.type;
  const observed = [
    createWebhook(acme({ secret }), { onDelivery }),
    createWebhook(untyped({ secret }), { onDelivery }),
  ];
  expect(observed.map(({ handles }) => handles)).toEqual([false, false]);
});

describe("a vendor's own types", () => {
  test('take the place of ours', () => {
    createWebhook(acme<EventMap<Paid | Lost>>({ secret }), {
      on: { paid: (event) => expectTypeOf(event.payload).toEqualTypeOf<Paid>() },
    });
    expectTypeOf<EventMap<Paid | Lost>>().toEqualTypeOf<{ paid: Paid; lost: Lost }>();
  });
  test('are not any', () => {
    expectTypeOf<Parameters<Handler<WebhookEvent<AcmeEvents>>>[0]>().not.toBeAny();
    expectTypeOf<WebhookEvent<AcmeEvents>['payload']>().not.toBeAny();
  });
});
