import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { twilio } from '@hooklatch/providers/twilio';
import { sign } from '@hooklatch/testing';
import type {
  ALBHandler,
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  Context,
  LambdaFunctionURLHandler,
} from 'aws-lambda';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { clerkGuard, clerkSecret as secret } from '../../../test/adapters/clerk-request.ts';
import { toLambda, type LambdaEvent, type LambdaHandler, type LambdaResult } from '../src/index.ts';
import { toAlbEvent, toEventV2, toRestEvent, type ToEvent } from './fixture/events.ts';

/** An event with a genuine delivery of Clerk. */
async function clerkEvent(toEvent: ToEvent = toEventV2): Promise<LambdaEvent> {
  const { headers, body } = await sign(clerk(), { secret, type: 'user.created' });
  return toEvent({
    method: 'POST',
    path: '/webhooks/clerk',
    query: '',
    headers: headers.entries(),
    body: Buffer.from(body),
  });
}

const ok: LambdaResult = { statusCode: 200, body: '' };

describe('a guard', () => {
  test('hands event, Lambda event and context to its handler, whose result is the answer', async () => {
    const { webhook } = clerkGuard();
    const result: LambdaResult = { statusCode: 202, headers: { a: 1 }, cookies: ['a=b'], body: 'aGk=' };
    const handler = vi.fn(
      (_event: WebhookEvent<ClerkEvents>, _lambdaEvent: LambdaEvent, _context: object) => result,
    );
    const event = await clerkEvent();
    const context = { awsRequestId: 'r1' };
    expect(await toLambda(webhook, handler)(event, context)).toBe(result);
    expect(handler).toHaveBeenCalledWith(expect.objectContaining({ type: 'user.created' }), event, context);
  });

  test.each([
    [200, ['passed', 'duplicate']],
    [204, ['passed', 'duplicate']],
    [302, ['failed', 'failed']],
    [404, ['failed', 'failed']],
    [500, ['failed', 'failed']],
  ])('counts an event that its handler answers with %d as %o', async (statusCode, expected) => {
    const { webhook, reports } = clerkGuard();
    const handler = toLambda(webhook, () => ({ statusCode, body: '' }));
    const event = await clerkEvent();
    await handler(event, {});
    await handler(event, {});
    expect(reports.map(({ outcome }) => outcome)).toEqual(expected);
  });

  test('lets an error through, reports it, and is run again', async () => {
    const { webhook, reports } = clerkGuard();
    const error = new Error('broken');
    const route = vi.fn((): LambdaResult => ok);
    route.mockImplementationOnce(() => {
      throw error;
    });
    const handler = toLambda(webhook, route);
    const event = await clerkEvent();
    await expect(handler(event, {})).rejects.toBe(error);
    expect(await handler(event, {})).toBe(ok);
    expect(reports.map((report) => [report.outcome, report.error])).toEqual([
      ['failed', error],
      ['passed', undefined],
    ]);
  });

  test('does not run its handler for a forged delivery', async () => {
    const route = vi.fn(() => ok);
    const handler = toLambda(
      createWebhook(clerk({ secret: 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0' })),
      route,
    );
    expect((await handler(await clerkEvent(), {})).statusCode).toBe(400);
    expect(route).not.toHaveBeenCalled();
  });

  test('without a handler is a mistake', () => {
    expect(() => toLambda(createWebhook(clerk({ secret })))).toThrow(TypeError);
    expect(() => toLambda(createWebhook(clerk({ secret })))).toThrow(/has no handlers/);
  });
});

describe('the time of an invocation', () => {
  /** Handles an event until it is aborted, and says when that was and why. */
  async function untilAborted(left: number) {
    const started = performance.now();
    let reason: unknown;
    const webhook = createWebhook(clerk({ secret }), {
      on: {
        'user.created': (_, { signal }) =>
          new Promise<void>((resolve) => {
            signal.addEventListener('abort', () => resolve(void ({ reason } = signal)));
          }),
      },
    });
    const result = await toLambda(webhook)(await clerkEvent(), { getRemainingTimeInMillis: () => left });
    return { statusCode: result.statusCode, reason, took: performance.now() - started };
  }

  test('is over for handlers before its end', async () => {
    const { statusCode, reason, took } = await untilAborted(300);
    expect([statusCode, (reason as Error).name]).toEqual([200, 'TimeoutError']);
    expect(took).toBeGreaterThan(265);
  });

  test.each([
    [3000, 2700],
    [60_000, 59_000],
  ])('of %d ms leaves a tenth, at most a second, and no timer', async (left, over) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const timer = vi.spyOn(globalThis, 'setTimeout');
      const handler = toLambda(createWebhook(clerk({ secret }), { on: {} }));
      await handler(await clerkEvent(), { getRemainingTimeInMillis: () => left });
      expect(timer.mock.calls.map(([, ms]) => ms)).toContain(over);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a provider that signs its URL', () => {
  const host = 'https://hooks.example.com';
  const own = 'https://example.com/own';
  const trustProxy = (): boolean => true;
  test.each<[string, ToEvent, string, object, number]>([
    ['a function URL', toEventV2, `${host}/sms?a=1`, { trustProxy }, 200],
    ['a REST API', toRestEvent(true), `${host}/prod/sms?a=1`, { trustProxy }, 200],
    ['an ALB', toAlbEvent(false), `${host}/sms?a=1`, { trustProxy }, 200],
    ['an ALB with multi-value headers', toAlbEvent(true), `${host}/sms?a=1`, { trustProxy }, 200],
    ['publicUrl', toRestEvent(true), `${own}?a=1`, { publicUrl: own }, 200],
    ['another URL', toEventV2, `${own}?a=1`, { trustProxy }, 400],
  ])('is verified by the URL of the event: %s', async (_, toEvent, url, options, status) => {
    const token = '12345678901234567890123456789012';
    const signed = await sign(twilio(), { secret: token, url, body: 'From=%2B1&Body=hi' });
    const type = ['content-type', 'application/x-www-form-urlencoded'] as const;
    const headers = [...signed.headers.entries().filter(([name]) => name !== type[0]), type];
    const event = toEvent({
      method: 'POST',
      path: '/sms',
      query: 'a=1',
      headers: [['host', 'hooks.example.com'], ...headers],
      body: Buffer.from(signed.body),
    });
    const webhook = createWebhook(twilio({ secret: token }), { on: {}, ...options, onDelivery: false });
    expect((await toLambda(webhook)(event, {})).statusCode).toBe(status);
  });
});

test('what a load balancer had over plain HTTP is refused where HTTPS is required', async () => {
  const webhook = createWebhook(clerk({ secret }), { on: {}, requireHttps: true, onDelivery: false });
  const overHttps = await clerkEvent(toAlbEvent(false));
  expect((await toLambda(webhook)(overHttps, {})).statusCode).toBe(200);
  Object.assign(overHttps.headers ?? {}, { 'x-forwarded-proto': 'https,http' });
  expect((await toLambda(webhook)(overHttps, {})).body).toContain('insecure_transport');
});

test('the types fit those of AWS', () => {
  const webhook = createWebhook(clerk({ secret }), { on: {} });
  const handler = toLambda(webhook);
  expectTypeOf(handler).toEqualTypeOf<LambdaHandler>();
  expectTypeOf(handler).toExtend<APIGatewayProxyHandler>();
  expectTypeOf(handler).toExtend<APIGatewayProxyHandlerV2>();
  expectTypeOf(handler).toExtend<LambdaFunctionURLHandler>();
  expectTypeOf(handler).toExtend<ALBHandler>();
  const guard = createWebhook(clerk({ secret }));
  const guarded = toLambda(guard, (event, lambdaEvent: APIGatewayProxyEventV2, context: Context) => {
    expectTypeOf(event).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
    return { statusCode: 200, body: lambdaEvent.routeKey + context.awsRequestId };
  });
  expectTypeOf(guarded).toExtend<APIGatewayProxyHandlerV2>();
  expectTypeOf(guarded).parameter(0).toEqualTypeOf<APIGatewayProxyEventV2>();
  expectTypeOf<APIGatewayProxyEvent>().toExtend<LambdaEvent>();
});
