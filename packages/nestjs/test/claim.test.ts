import {
  Controller,
  ForbiddenException,
  Post,
  Res,
  UseGuards,
  type CanActivate,
  type INestApplication,
} from '@nestjs/common';
import { deliver } from '@hooklatch/testing';
import { map, of, throwError } from 'rxjs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Webhook, WebhookEvent, WebhooksModule } from '../src/index.ts';
import { clerkDelivery, clerkWebhook, sendClerk } from './fixture/clerk.ts';
import { moduleOf, platforms, start, type StartOptions, type Started } from './fixture/start.ts';
import { TeapotFilter } from './fixture/teapot-filter.ts';

/** Rewrites every result and every error. */
const envelope = (app: INestApplication): void => {
  app.useGlobalFilters(new TeapotFilter());
  app.useGlobalInterceptors({
    intercept: (_, next) => next.handle().pipe(map((data: unknown) => ({ data }))),
  });
};

const state = { runs: 0, deny: false, outcome: (): unknown => 'done' };

class LaterGuard implements CanActivate {
  canActivate(): boolean {
    if (state.deny) throw new ForbiddenException();
    return true;
  }
}

@Controller()
class HooksController {
  @Post('route')
  @UseGuards(LaterGuard)
  @Webhook('clerk')
  route(@WebhookEvent() _event: WebhookEvent): unknown {
    state.runs += 1;
    return state.outcome();
  }

  @Post('status')
  @Webhook('clerk')
  status(
    @WebhookEvent() _event: WebhookEvent,
    @Res({ passthrough: true }) response: { status(code: number): void },
  ): void {
    state.runs += 1;
    if (state.runs === 1) response.status(503);
  }
}

describe.each(platforms)('the claim on %s', (platform) => {
  let started: Started | undefined;
  const reports: string[] = [];

  const begin = async (options: StartOptions = {}): Promise<string> => {
    const onDelivery = ({ outcome }: { outcome: string }): unknown => reports.push(outcome);
    const imports = [WebhooksModule.forRoot({ webhooks: [clerkWebhook({ onDelivery })] })];
    started = await start(moduleOf({ imports, controllers: [HooksController] }), platform, options);
    return started.url;
  };

  beforeEach(() => {
    Object.assign(state, { runs: 0, deny: false, outcome: () => 'done' });
    reports.length = 0;
  });
  afterEach(() => started?.close());

  /** Sends one delivery again and again. */
  async function sendTwice(path: string, between: () => void = () => {}): Promise<readonly [number, number]> {
    const url = `${await begin()}${path}`;
    const delivery = await clerkDelivery();
    const first = await deliver(url, delivery);
    between();
    return [first.status, (await deliver(url, delivery)).status];
  }

  const thrower = (): never => {
    throw new Error('not now');
  };
  const works = (): void => void (state.outcome = () => 'done');

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
    expect(await sendTwice('/route', works)).toEqual(statuses);
    expect(state.runs).toBe(runs);
  });

  test('is released where the route sets a status that is no success', async () => {
    expect(await sendTwice('/status')).toEqual([503, 200]);
    expect([state.runs, reports]).toEqual([2, ['failed', 'passed']]);
  });

  test('is not made where a later guard denies', async () => {
    state.deny = true;
    expect(await sendTwice('/route', () => void (state.deny = false))).toEqual([403, 200]);
    expect([state.runs, reports]).toEqual([1, ['passed']]);
  });

  test('is settled before the answer leaves', async () => {
    await sendClerk(`${await begin()}/route`);
    expect(reports).toEqual(['passed']);
  });

  test('that somebody else holds is answered 409 with when to come back, past global filters and interceptors', async () => {
    const url = `${await begin({ configure: envelope })}/route`;
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
