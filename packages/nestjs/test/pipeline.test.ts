import {
  Catch,
  Controller,
  ForbiddenException,
  HttpCode,
  Injectable,
  Post,
  Res,
  SetMetadata,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_GUARD, Reflector } from '@nestjs/core';
import { map, of, throwError, type Observable } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Webhook, WebhookEvent, WebhooksModule } from '../src/index.ts';
import { clerkDelivery, clerkWebhook, sendClerk } from './fixture/clerk.ts';
import { moduleOf, platforms, start, type Started } from './fixture/start.ts';
import { deliver } from '@hooklatch/testing';

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

const state = { runs: 0, deny: false, outcome: (): unknown => ({ ok: true }) };

class LaterGuard implements CanActivate {
  canActivate(): boolean {
    if (state.deny) throw new ForbiddenException();
    return true;
  }
}

@Controller()
class HooksController {
  @Post('public')
  @Public()
  @UseGuards(LaterGuard)
  @Webhook('clerk')
  route(@WebhookEvent() _event: WebhookEvent): unknown {
    state.runs += 1;
    return state.outcome();
  }

  @Post('closed')
  @Webhook('clerk')
  closed(@WebhookEvent() _event: WebhookEvent): void {
    state.runs += 1;
  }

  @Post('accepted')
  @Public()
  @HttpCode(202)
  @Webhook('clerk')
  accepted(@WebhookEvent() _event: WebhookEvent): void {}

  @Post('status')
  @Public()
  @Webhook('clerk')
  status(
    @WebhookEvent() _event: WebhookEvent,
    @Res({ passthrough: true }) response: { status(code: number): void },
  ): void {
    state.runs += 1;
    if (state.runs === 1) response.status(503);
  }

  @Post('handled')
  @Public()
  @Webhook('handled')
  handled(): void {}
}

/** Answers every error in the application's own form. */
@Catch()
class TeapotFilter implements ExceptionFilter {
  catch(_: unknown, host: ArgumentsHost): void {
    const response = host
      .switchToHttp()
      .getResponse<{ status(code: number): { send(body: string): void } }>();
    response.status(418).send('teapot');
  }
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
    Object.assign(state, { runs: 0, deny: false, outcome: () => ({ ok: true }) });
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
      expect([status, state.runs, reports]).toEqual([401, 0, []]);
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
      expect(state.runs).toBe(0);
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
  });

  describe('the claim', () => {
    /** Sends one delivery again and again. */
    async function sendTwice(
      path: string,
      between: () => void = () => {},
    ): Promise<readonly [number, number]> {
      const url = `${await begin()}${path}`;
      const delivery = await clerkDelivery();
      const first = await deliver(url, delivery);
      between();
      return [first.status, (await deliver(url, delivery)).status];
    }

    const thrower = (): never => {
      throw new Error('not now');
    };
    const works = (): void => void (state.outcome = () => ({ ok: true }));

    test.each<[string, () => unknown, [number, number], number]>([
      ['is completed where the route returns', () => 'done', [200, 200], 1],
      ['is completed where the route resolves', async () => 'done', [200, 200], 1],
      ['is completed where the route gives an observable', () => of(1, 2), [200, 200], 1],
      ['is released where the route throws', thrower, [500, 200], 2],
      ['is released where the route rejects', async () => thrower(), [500, 200], 2],
      [
        'is released where the observable fails',
        () => throwError(() => new ForbiddenException()),
        [403, 200],
        2,
      ],
    ])('%s', async (_, outcome, statuses, runs) => {
      state.outcome = outcome;
      expect(await sendTwice('/public', works)).toEqual(statuses);
      expect(state.runs).toBe(runs);
    });

    test('is released where the route sets a status that is no success', async () => {
      expect(await sendTwice('/status')).toEqual([503, 200]);
      expect([state.runs, reports]).toEqual([2, ['failed', 'passed']]);
    });

    test('is not made where a later guard denies', async () => {
      state.deny = true;
      expect(await sendTwice('/public', () => void (state.deny = false))).toEqual([403, 200]);
      expect([state.runs, reports]).toEqual([1, ['passed']]);
    });

    test('is settled before the answer leaves', async () => {
      await sendClerk(`${await begin()}/public`);
      expect(reports).toEqual(['passed']);
    });

    test('that somebody else holds is answered 409 with when to come back', async () => {
      const url = `${await begin(globals)}/public`;
      const delivery = await clerkDelivery();
      let finish: (value: unknown) => void = () => {};
      const entered = new Promise<void>((resolve) => {
        state.outcome = () => {
          resolve();
          return new Promise((done) => {
            finish = done;
          });
        };
      });
      const first = deliver(url, delivery);
      await entered;
      const second = await deliver(url, delivery);
      finish('done');
      expect([second.status, second.body]).toEqual([409, '{"status":409,"code":"in_progress"}']);
      expect(Number(second.headers['retry-after'])).toBeGreaterThan(0);
      expect((await first).status).toBe(200);
    });
  });

  test("the application's own @HttpCode() above @Webhook() stands", async () => {
    expect((await sendClerk(`${await begin()}/accepted`)).status).toBe(202);
  });
});
