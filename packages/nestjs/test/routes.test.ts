import {
  All,
  Body,
  Controller,
  Module,
  Param,
  Post,
  Put,
  Req,
  RequestMethod,
  VersioningType,
  type CanActivate,
  type INestApplication,
  type MiddlewareConsumer,
  type NestModule,
} from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { Webhook, WebhookEvent, WebhooksModule } from '../src/index.ts';
import { clerkWebhook, postJson, sendClerk } from './fixture/clerk.ts';
import { moduleOf, platforms, start, type Started } from './fixture/start.ts';

@Controller('webhooks')
class HooksController {
  @Post('clerk')
  @Webhook('clerk')
  clerk(
    @WebhookEvent() event: WebhookEvent,
    @Req() { headers }: { headers: IncomingMessage['headers'] },
  ): object {
    return {
      type: event.type,
      contentType: headers['content-type'],
      contentLength: headers['content-length'],
    };
  }

  @RouteConfig({ other: true })
  @Post('tenants/:tenant')
  @Webhook('clerk')
  tenant(
    @WebhookEvent() event: WebhookEvent,
    @Param('tenant') tenant: string,
    @Req() { routeOptions }: { routeOptions?: { config: { other: boolean } } },
  ): object {
    return {
      type: event.type,
      tenant,
      other: routeOptions === undefined || routeOptions.config.other,
    };
  }

  @Post('legacy')
  json(@Body() body: unknown): unknown {
    return body;
  }

  @Put('clerk')
  put(@Body() body: unknown): unknown {
    return body;
  }

  @Post(':name')
  @Webhook('clerk')
  any(@WebhookEvent() event: WebhookEvent, @Param('name') name: string): object {
    return { type: event.type, name };
  }
}

@Controller({ path: 'webhooks', version: '2' })
class VersionedController {
  @All('versioned')
  @Webhook('clerk')
  clerk(@WebhookEvent() event: WebhookEvent): object {
    return { type: event.type };
  }
}

@Controller()
class ApiController {
  @Post('echo')
  echo(@Body() body: unknown): unknown {
    return body;
  }
}

const AppModule = moduleOf({
  imports: [WebhooksModule.forRoot({ webhooks: { clerk: clerkWebhook() } })],
  controllers: [VersionedController, HooksController, ApiController],
});

const seen: string[] = [];

/** As an application's, on the very path of the webhook. */
class MiddlewareModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    const note = (_request: unknown, _response: unknown, next: () => void): void => {
      seen.push('middleware');
      next();
    };
    consumer.apply(note).forRoutes({ path: 'webhooks/clerk', method: RequestMethod.POST });
  }
}
Module({ imports: [AppModule] })(MiddlewareModule);

const prefix = (app: INestApplication): unknown => app.setGlobalPrefix('api');
const versioning = (app: INestApplication): unknown => app.enableVersioning({ type: VersioningType.URI });
const both = (app: INestApplication): unknown => [prefix(app), versioning(app)];

const routes: [string, string, object, (app: INestApplication) => unknown][] = [
  ['a plain path', '/webhooks/clerk', {}, () => {}],
  ['a path with a query', '/webhooks/clerk?a=b', {}, () => {}],
  ['a path below a global prefix', '/api/webhooks/clerk', {}, prefix],
  ['a path with a version', '/v2/webhooks/versioned', {}, versioning],
  ['a path with prefix and version', '/api/v2/webhooks/versioned', {}, both],
  [
    'a path with a parameter, and a route config',
    '/webhooks/tenants/t%201',
    { tenant: 't 1', other: true },
    () => {},
  ],
  ['a path that is all parameter', '/webhooks/other', { name: 'other' }, () => {}],
];

describe.each(platforms)('on %s', (platform) => {
  let started: Started | undefined;
  afterEach(() => started?.close());

  test.each(routes)('the bytes come whole by %s', async (_, path, expected, configure) => {
    started = await start(AppModule, platform, { configure });
    const { status, body } = await sendClerk(`${started.url}${path}`);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ type: 'user.created', ...expected });
  });

  test('the headers that were hidden from parsers are there again in the route', async () => {
    started = await start(AppModule, platform);
    const delivery = { payload: { data: { id: 'user_1' } } };
    const { body } = await sendClerk(`${started.url}/webhooks/clerk`, delivery);
    const { contentType, contentLength } = JSON.parse(body) as {
      contentType?: string;
      contentLength?: string;
    };
    expect(contentType).toBe('application/json');
    expect(Number(contentLength)).toBeGreaterThan(0);
  });

  test('a global guard sees what kind of body there is', async () => {
    const types: unknown[] = [];
    const guard: CanActivate = {
      canActivate: (context) => {
        const { headers } = context.switchToHttp().getRequest<{ headers: IncomingMessage['headers'] }>();
        types.push(headers['content-type']);
        return true;
      },
    };
    started = await start(AppModule, platform, { configure: (app) => app.useGlobalGuards(guard) });
    await sendClerk(`${started.url}/webhooks/clerk`);
    expect(types).toEqual(['application/json']);
  });

  test.each([
    ['a JSON route beside', '/echo'],
    ['a JSON route in the same controller, where a parameter matches too', '/webhooks/legacy'],
  ])('%s gets its body parsed', async (_, path) => {
    started = await start(AppModule, platform);
    const response = await postJson(`${started.url}${path}`, { a: 1 });
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({ a: 1 });
  });

  test("the application's own middleware on the path runs, and changes nothing", async () => {
    started = await start(MiddlewareModule, platform);
    expect((await sendClerk(`${started.url}/webhooks/clerk`)).status).toBe(200);
    expect(seen.splice(0)).toEqual(['middleware']);
  });

  test('another method of the same path is not the webhook', async () => {
    started = await start(AppModule, platform);
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${started.url}/webhooks/clerk`, {
      method: 'PUT',
      headers,
      body: '{"a":1}',
    });
    expect([response.status, await response.text()]).toEqual([200, '{"a":1}']);
  });

  test('a JSON route keeps its raw body where rawBody is on', async () => {
    @Controller()
    class RawController {
      @Post('raw')
      raw(@Req() request: { rawBody?: Buffer }): string | undefined {
        return request.rawBody?.toString();
      }
    }
    const WithRaw = moduleOf({ imports: [AppModule], controllers: [RawController] });
    started = await start(WithRaw, platform, { rawBody: true });
    expect(await (await postJson(`${started.url}/raw`, { a: 1 })).text()).toBe('{"a":1}');
    expect((await sendClerk(`${started.url}/webhooks/clerk`)).status).toBe(200);
  });
});
