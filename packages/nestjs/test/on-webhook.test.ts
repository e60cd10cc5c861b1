import { Controller, Inject, Injectable, Post, Scope } from '@nestjs/common';
import { createWebhook, type Webhook as AnyWebhook } from '@hooklatch/core';
import { batchOf, defineProvider, hmac, type BatchItem, type Provider } from '@hooklatch/core/provider';
import { memoryStore } from '@hooklatch/core/store';
import type { ClerkEvents } from '@hooklatch/providers/clerk';
import { deliver, sign } from '@hooklatch/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OnWebhook, Webhook, WebhookEvent, WebhooksModule, type EventOf } from '../src/index.ts';
import { clerkDelivery, clerkWebhook, sendClerk } from './fixture/clerk.ts';
import { moduleOf, platforms, start, type Started } from './fixture/start.ts';

const batchSecret = 'a secret that is long enough';

/** A provider that puts several events in one delivery. */
const batching: Provider = defineProvider<object>({
  name: 'batching',
  env: [],
  schemes: [hmac({ signature: { header: 'x-signature' } })],
  batch: (event) => batchOf(event, event.payload as BatchItem[]),
  success: { status: 202, headers: { 'x-answer': 'seen' }, body: 'seen' },
  facts: { sources: [], confirmed: true, checked: '2026-11-22' },
})({ secret: batchSecret });

const log: string[] = [];
let failing = false;

@Injectable()
class Names {
  readonly of = new Map([['user_1', 'Ada']]);
}

@Injectable()
class UserEvents {
  constructor(@Inject(Names) private readonly names: Names) {}

  @OnWebhook('user.created', { webhook: 'clerk' })
  created({ payload }: EventOf<ClerkEvents, 'user.created'>): void {
    log.push(`created ${this.names.of.get(payload.data.id)}`);
  }

  @OnWebhook('user.updated', { webhook: 'clerk' })
  @OnWebhook('user.deleted', { webhook: 'clerk' })
  async changed({ type }: EventOf<ClerkEvents, 'user.updated' | 'user.deleted'>): Promise<void> {
    await Promise.resolve();
    if (failing) throw new Error('not now');
    log.push(type);
  }

  @OnWebhook('*', { webhook: 'clerk' })
  other({ type }: WebhookEvent<ClerkEvents>): void {
    log.push(`other ${type}`);
  }

  @OnWebhook('item', { webhook: 'batching' })
  item(event: WebhookEvent): void {
    log.push(`item ${event.id}`);
  }
}

@Injectable()
class MoreUserEvents {
  @OnWebhook('user.created', { webhook: 'clerk' })
  created(): void {
    log.push('created, too');
  }
}

@Controller()
class HooksController {
  @Post('clerk')
  @Webhook('clerk')
  clerk(): void {
    log.push('route');
  }

  @Post('batching')
  @Webhook('batching')
  batching(): void {}
}

describe.each(platforms)('on %s', (platform) => {
  let started: Started | undefined;

  beforeEach(async () => {
    log.length = 0;
    failing = false;
    const batch = createWebhook(batching, { store: memoryStore(), onDelivery: false });
    const AppModule = moduleOf({
      imports: [WebhooksModule.forRoot({ webhooks: { clerk: clerkWebhook(), batching: batch } })],
      providers: [Names, UserEvents, MoreUserEvents, { provide: 'alias', useExisting: UserEvents }],
      controllers: [HooksController],
    });
    started = await start(AppModule, platform);
  });
  afterEach(() => started?.close());

  const at = (path: string): string => `${started?.url}${path}`;

  test.each([
    [
      'every handler of the type runs, and then the route',
      'user.created',
      ['created Ada', 'created, too', 'route'],
    ],
    ['one method can handle several types', 'user.deleted', ['user.deleted', 'route']],
    ['a type without a handler goes to the catch-all', 'session.created', ['other session.created', 'route']],
    [
      'a type that is a name of Object.prototype finds no handler',
      'constructor',
      ['other constructor', 'route'],
    ],
  ])('%s', async (_, type, lines) => {
    expect((await sendClerk(at('/clerk'), { type })).status).toBe(200);
    expect(log).toEqual(lines);
  });

  test('a handler that rejects is answered 500, and runs again', async () => {
    failing = true;
    const delivery = await clerkDelivery({ type: 'user.updated' });
    const failed = await deliver(at('/clerk'), delivery);
    expect([failed.status, failed.body.includes('not now'), log]).toEqual([500, false, []]);
    failing = false;
    expect((await deliver(at('/clerk'), delivery)).status).toBe(200);
    expect(log).toEqual(['user.updated', 'route']);
  });

  test('a delivery that comes twice is handled once', async () => {
    const delivery = await clerkDelivery();
    await deliver(at('/clerk'), delivery);
    expect((await deliver(at('/clerk'), delivery)).status).toBe(200);
    expect(log).toEqual(['created Ada', 'created, too', 'route']);
  });

  test('a forged delivery runs nothing', async () => {
    const forged = { ...(await clerkDelivery()), body: Buffer.from('{"type":"user.created"}') };
    expect((await deliver(at('/clerk'), forged)).status).toBe(400);
    expect(log).toEqual([]);
  });

  test("every event of a batch is handled, and a duplicate gets the provider's answer", async () => {
    const body = JSON.stringify(['a', 'b'].map((id) => ({ id, type: 'item', payload: {} })));
    const delivery = await sign(batching, { secret: batchSecret, body });
    expect((await deliver(at('/batching'), delivery)).status).toBe(200);
    expect(log).toEqual(['item a', 'item b']);
    const { status, headers, body: answer } = await deliver(at('/batching'), delivery);
    expect([status, headers['x-answer'], answer]).toEqual([202, 'seen', 'seen']);
    expect(log).toEqual(['item a', 'item b']);
  });
});

@Injectable()
class WithoutName {
  @OnWebhook('user.created')
  created(): void {
    log.push('without name');
  }
}

@Injectable({ scope: Scope.REQUEST })
class RequestScoped {
  @OnWebhook('user.created')
  created(): void {}
}

@Controller()
class ClerkController {
  @Post('clerk')
  @Webhook('clerk')
  clerk(): void {}
}

describe('at boot', () => {
  const boot = async (
    webhooks: Record<string, AnyWebhook>,
    provider?: typeof WithoutName,
    controllers = [ClerkController],
  ) => {
    const providers = provider === undefined ? [] : [provider];
    const imports = [WebhooksModule.forRoot({ webhooks })];
    const started = await start(moduleOf({ imports, providers, controllers }), 'express');
    await started.close();
  };
  const clerk = clerkWebhook() as AnyWebhook;
  const handles = clerkWebhook({ on: { '*': () => {} } }) as AnyWebhook;

  test('the name can be left out where there is one webhook', async () => {
    await expect(boot({ clerk }, WithoutName)).resolves.toBeUndefined();
  });

  test.each<[string, () => Promise<void>, string]>([
    [
      'a name that is left out where there are several',
      () => boot({ clerk, other: clerk }, WithoutName),
      "WithoutName.created: say which webhook, @OnWebhook('user.created', { webhook: … }), one of: clerk, other.",
    ],
    [
      'handlers of a webhook without a route',
      () => boot({ clerk }, WithoutName, []),
      "There are @OnWebhook() methods for \"clerk\" and no route: put @Webhook('clerk') on a controller's method.",
    ],
    [
      'an empty route without handlers',
      () => boot({ clerk }),
      'ClerkController.clerk: nothing handles the events of "clerk". Take one with @WebhookEvent(), or put ' +
        "@OnWebhook(type, { webhook: 'clerk' }) on a method of a provider.",
    ],
    [
      'handlers of a webhook that has its own',
      () => boot({ clerk: handles }, WithoutName),
      'WithoutName.created would never run: the webhook "clerk" has handlers of its own (`on`), or an inbox.',
    ],
    [
      'a request-scoped class of handlers',
      () => boot({ clerk }, RequestScoped),
      'RequestScoped.created: a class with @OnWebhook() cannot be request-scoped or transient.',
    ],
  ])('%s is a TypeError', async (_, start_, message) => {
    await expect(start_()).rejects.toThrow(new TypeError(message));
  });
});
