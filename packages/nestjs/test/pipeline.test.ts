import {
  Controller,
  HttpCode,
  Injectable,
  Post,
  SetMetadata,
  UnauthorizedException,
  ValidationPipe,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { deliver } from '@hooklatch/testing';
import { map, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Webhook, WebhookEvent, WebhooksModule } from '../src/index.ts';
import { clerkDelivery, clerkWebhook, sendClerk } from './fixture/clerk.ts';
import { moduleOf, platforms, start, type Started } from './fixture/start.ts';
import { TeapotFilter } from './fixture/teapot-filter.ts';

const Public = (): MethodDecorator => SetMetadata('public', true);

/** As an application's: every route needs a token, unless it is public. */
@Injectable()
class AuthGuard implements CanActivate {
  readonly #reflector = new Reflector();

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ headers: Record<string, string> }>();
    if (this.#reflector.get('public', context.getHandler()) === true) return true;
    if (request.headers.authorization === 'Bearer token') return true;
    throw new UnauthorizedException();
  }
}

let runs = 0;

@Controller()
class HooksController {
  @Post('public')
  @Public()
  @Webhook('clerk')
  route(@WebhookEvent() _event: WebhookEvent): unknown {
    runs += 1;
    return { ok: true };
  }

  @Post('closed')
  @Webhook('clerk')
  closed(@WebhookEvent() _event: WebhookEvent): void {
    runs += 1;
  }

  @Post('accepted')
  @Public()
  @HttpCode(202)
  @Webhook('clerk')
  accepted(@WebhookEvent() _event: WebhookEvent): void {}

  @Post('handled')
  @Public()
  @Webhook('handled')
  handled(): void {}
}

class EnvelopeInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

const globals = (app: INestApplication): void => {
  app.useGlobalFilters(new TeapotFilter());
  app.useGlobalInterceptors(new EnvelopeInterceptor());
  app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
};

type Hook = (
  request: unknown,
  response: { header(name: string, value: string): unknown },
  next: () => void,
) => void;

const forged = { payload: { data: {} }, secret: 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==' };

describe.each(platforms)('on %s', (platform) => {
  let started: Started | undefined;
  const reports: string[] = [];
  const onDelivery = ({ outcome }: { outcome: string }): unknown => reports.push(outcome);
  const handled: string[] = [];

  const begin = async (configure?: (app: INestApplication) => unknown): Promise<string> => {
    const on = { 'user.created': (event: WebhookEvent): unknown => handled.push(event.type) };
    const webhooks = { clerk: clerkWebhook({ onDelivery }), handled: clerkWebhook({ on }) };
    const providers = [{ provide: APP_GUARD, useClass: AuthGuard }];
    const imports = [WebhooksModule.forRoot({ webhooks })];
    const AppModule = moduleOf({ imports, providers, controllers: [HooksController] });
    started = await start(AppModule, platform, configure === undefined ? {} : { configure });
    return started.url;
  };

  beforeEach(() => {
    runs = 0;
    reports.length = 0;
    handled.length = 0;
  });
  afterEach(() => started?.close());

  describe('beside a global auth guard', () => {
    test('a public webhook route is reached', async () => {
      const { status, body } = await sendClerk(`${await begin()}/public`);
      expect([status, body]).toEqual([200, '{"ok":true}']);
    });

    test('one that is not public is refused by that guard, and claims nothing', async () => {
      const { status } = await sendClerk(`${await begin()}/closed`);
      expect([status, runs, reports]).toEqual([401, 0, []]);
    });

    test('a webhook with handlers answers by itself', async () => {
      const { status } = await sendClerk(`${await begin()}/handled`);
      expect([status, handled]).toEqual([200, ['user.created']]);
    });
  });

  describe('beside global filters, interceptors and pipes', () => {
    test('a refusal is answered as core says it', async () => {
      const { status, body, headers } = await sendClerk(`${await begin(globals)}/public`, forged);
      expect([status, body]).toEqual([400, '{"status":400,"code":"signature_mismatch"}']);
      expect(headers['content-type']).toBe('application/problem+json');
      expect(runs).toBe(0);
    });

    test('a webhook with handlers answers as core says it', async () => {
      const { status, body } = await sendClerk(`${await begin(globals)}/handled`);
      expect([status, body]).toEqual([200, '']);
    });

    test('the route gets its event, and its answer goes through the interceptor', async () => {
      const { status, body } = await sendClerk(`${await begin(globals)}/public`);
      expect([status, body]).toEqual([200, '{"data":{"ok":true}}']);
    });

    test('a header that the application has set stands on a refusal too', async () => {
      const url = await begin((app) => app.enableCors({ origin: 'https://example.com' }));
      const { status, headers } = await sendClerk(`${url}/public`, forged);
      expect([status, headers['access-control-allow-origin']]).toEqual([400, 'https://example.com']);
    });

    test('a header that a middleware or hook has set stands on a refusal too', async () => {
      const own: Hook = (_, response, next) => {
        response.header('x-own', 'own');
        next();
      };
      const url = await begin((app) => {
        if (platform === 'express') return app.use(own);
        const fastify = app.getHttpAdapter().getInstance() as {
          addHook(name: 'onRequest', hook: Hook): unknown;
        };
        return fastify.addHook('onRequest', own);
      });
      const { status, headers } = await sendClerk(`${url}/public`, forged);
      expect([status, headers['x-own']]).toEqual([400, 'own']);
    });
  });

  test("the application's own @HttpCode() above @Webhook() stands, and a duplicate gets core's answer", async () => {
    const url = `${await begin()}/accepted`;
    const delivery = await clerkDelivery();
    expect((await deliver(url, delivery)).status).toBe(202);
    expect((await deliver(url, delivery)).status).toBe(200);
  });
});
