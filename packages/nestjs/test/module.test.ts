import {
  Controller,
  Get,
  Post,
  UseGuards,
  VersioningType,
  type INestApplication,
  type Type,
} from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { createWebhook } from '@hooklatch/core';
import { NestFactory } from '@nestjs/core';
import { asking } from '@hooklatch/testing/contract';
import { clerk } from '@hooklatch/providers/clerk';
import { afterEach, describe, expect, test } from 'vitest';
import {
  Webhook,
  WebhookEvent,
  WebhookGuard,
  WebhooksModule,
  type WebhooksModuleOptions,
} from '../src/index.ts';
import { clerkWebhook, secret, sendClerk } from './fixture/clerk.ts';
import { moduleOf, platforms, start, type StartOptions, type Started } from './fixture/start.ts';

@Controller({ path: 'webhooks', version: '1' })
class HooksController {
  @Post('clerk')
  @Webhook('clerk')
  clerk(@WebhookEvent() event: WebhookEvent): object {
    return { type: event.type };
  }
}

const withWebhooks = (
  webhooks: WebhooksModuleOptions['webhooks'],
  controllers: Type[] = [HooksController],
): Type => moduleOf({ imports: [WebhooksModule.forRoot({ webhooks })], controllers });

let started: Started | undefined;
afterEach(async () => {
  await started?.close();
  started = undefined;
});

describe.each(platforms)('on %s', (platform) => {
  test.each<[string, Type]>([
    ['forRoot with webhooks by name', withWebhooks({ clerk: clerkWebhook({ name: 'another' }) })],
    ['forRoot with a list', withWebhooks([clerkWebhook()])],
    [
      'forRootAsync with the secret from ConfigService',
      moduleOf({
        imports: [
          WebhooksModule.forRootAsync({
            imports: [ConfigModule.forRoot({ ignoreEnvFile: true, load: [() => ({ CLERK: secret })] })],
            inject: [ConfigService],
            useFactory: (config: ConfigService) => ({
              webhooks: { clerk: createWebhook(clerk({ secret: config.getOrThrow<string>('CLERK') })) },
            }),
          }),
        ],
        controllers: [HooksController],
      }),
    ],
    [
      'forRootAsync with a promise',
      moduleOf({
        imports: [WebhooksModule.forRootAsync({ useFactory: async () => ({ webhooks: [clerkWebhook()] }) })],
        controllers: [HooksController],
      }),
    ],
    [
      'a controller in a module that imports nothing',
      moduleOf({
        imports: [withWebhooks([clerkWebhook()], []), moduleOf({ controllers: [HooksController] })],
      }),
    ],
  ])('%s takes deliveries', async (_, AppModule) => {
    started = await start(AppModule, platform);
    const { status, body } = await sendClerk(`${started.url}/webhooks/clerk`);
    expect([status, body]).toEqual([200, '{"type":"user.created"}']);
  });

  test('WebhookGuard can stand on the controller too', async () => {
    @Controller('webhooks')
    @UseGuards(WebhookGuard)
    class TwiceGuarded extends HooksController {}
    started = await start(withWebhooks([clerkWebhook()], [TwiceGuarded]), platform);
    const other = 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==';
    expect((await sendClerk(`${started.url}/webhooks/clerk`)).status).toBe(200);
    expect((await sendClerk(`${started.url}/webhooks/clerk`, { secret: other })).status).toBe(400);
  });

  test('the log says where each webhook is mounted', async () => {
    const lines: unknown[] = [];
    const quiet = (): void => {};
    const logger = { log: (line: unknown): unknown => lines.push(line), error: quiet, warn: quiet };
    const configure = (app: INestApplication): unknown =>
      app.setGlobalPrefix('api').enableVersioning({ type: VersioningType.URI });
    started = await start(withWebhooks([clerkWebhook()]), platform, { configure, logger });
    expect(lines).toContain('clerk: POST /api/v1/webhooks/clerk');
  });
});

@Controller()
class UnknownController {
  @Post('clark')
  @Webhook('clark')
  clark(@WebhookEvent() _event: WebhookEvent): void {}
}

@Controller()
class NoRouteController {
  @Get('fine')
  fine(): void {}

  @Webhook('clerk')
  clerk(): void {}
}

@Controller()
class AskingController {
  @Post('asking')
  @Webhook('asking')
  asking(@WebhookEvent() _event: WebhookEvent): void {}
}

@Controller()
class BareGuardController {
  runs = 0;

  @Post('bare')
  @UseGuards(WebhookGuard)
  bare(): void {
    this.runs += 1;
  }

  @Post('bare-event')
  event(@WebhookEvent() _event: WebhookEvent): void {
    this.runs += 1;
  }
}

describe('a mistake', () => {
  const clerks = clerkWebhook();

  test.each<[string, () => Type, string]>([
    [
      'a name that no webhook has',
      () => withWebhooks({ clerk: clerks, stripe: clerks }, [UnknownController]),
      'UnknownController.clark: there is no webhook "clark". WebhooksModule has: clerk, stripe.',
    ],
    [
      'a method that is no route',
      () => withWebhooks([clerks], [NoRouteController]),
      'NoRouteController.clerk: @Webhook() stands beside @Post() or @All().',
    ],
    [
      'a route without a method that handshakes need',
      () => withWebhooks({ asking: createWebhook(asking) }, [AskingController]),
      'AskingController.asking: "asking" needs GET too: use @All().',
    ],
    [
      'two webhooks of one name',
      () => withWebhooks([clerks, clerkWebhook()]),
      'Two webhooks are named "clerk": give one another `name`, or pass them by name.',
    ],
    ['no webhooks', () => withWebhooks([]), 'WebhooksModule was given no webhooks.'],
    [
      'the module imported twice',
      () => moduleOf({ imports: [withWebhooks([clerks], []), withWebhooks([clerks])] }),
      'WebhooksModule is imported twice: import it in the root module.',
    ],
  ])('%s is a TypeError at boot', async (_, make, message) => {
    const boot = async (options: StartOptions = {}): Promise<unknown> => {
      started = await start(make(), 'express', options);
      return started;
    };
    await expect(boot()).rejects.toThrow(new TypeError(message));
  });

  test.each(['/bare', '/bare-event'])(
    'WebhookGuard or @WebhookEvent() without @Webhook() lets nothing in: %s',
    async (path) => {
      started = await start(withWebhooks([clerks], [HooksController, BareGuardController]), 'express');
      expect((await sendClerk(`${started.url}${path}`)).status).toBe(500);
      expect(started.app.get(BareGuardController).runs).toBe(0);
    },
  );
});

test('a route without the module does not start, and Nest says what is missing', async () => {
  const AppModule = moduleOf({ controllers: [HooksController] });
  await expect(start(AppModule, 'express')).rejects.toThrow(
    "Nest can't resolve dependencies of the WebhookGuard",
  );
});

test('the module works in an application without HTTP', async () => {
  const AppModule = withWebhooks([clerkWebhook()]);
  const context = await NestFactory.createApplicationContext(AppModule, {
    logger: false,
    abortOnError: false,
  });
  expect(context.get(HooksController)).toBeInstanceOf(HooksController);
  await context.close();
});
