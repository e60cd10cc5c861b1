import { memoryInbox } from '@hooklatch/inbox/memory';
import { clerk } from '@hooklatch/providers/clerk';
import { deliver } from '@hooklatch/testing';
import {
  Controller,
  Injectable,
  Post,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { expect, test, vi } from 'vitest';
import { createWebhook, Webhook, WebhooksModule } from '../src/index.ts';
import { clerkDelivery, secret } from './fixture/clerk.ts';
import { moduleOf, platforms, start } from './fixture/start.ts';

@Controller()
class ClerkController {
  @Post('clerk')
  @Webhook('clerk')
  clerk(): void {}
}

test.each(platforms)(
  'events of an inbox are handled by a provider of the application, on %s',
  async (platform) => {
    const inbox = memoryInbox({ pollMs: 10 });
    const users: string[] = [];

    @Injectable()
    class ClerkWorker implements OnApplicationBootstrap, OnApplicationShutdown {
      async onApplicationBootstrap(): Promise<void> {
        const on = {
          'user.created': (event: { payload: { data: { id: string } } }) => this.save(event.payload.data.id),
        };
        await inbox.work([{ provider: clerk(), on }]);
      }
      async onApplicationShutdown(): Promise<void> {
        await inbox.close();
      }
      save(id: string): void {
        users.push(id);
      }
    }

    const webhook = createWebhook(clerk({ secret }), { inbox, onDelivery: false });
    const AppModule = moduleOf({
      imports: [WebhooksModule.forRoot({ webhooks: { clerk: webhook } })],
      providers: [ClerkWorker],
      controllers: [ClerkController],
    });
    const { url, close } = await start(AppModule, platform);
    try {
      const delivery = await clerkDelivery();
      for (const _ of [1, 2]) expect((await deliver(`${url}/clerk`, delivery)).status).toBe(200);
      await vi.waitFor(() => expect(users).toEqual(['user_1']));
    } finally {
      await close();
    }
    expect(await inbox.stats()).toMatchObject({ waiting: 0, active: 0 });
  },
);
