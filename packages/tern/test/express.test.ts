import { deliver, type WireAnswer } from '@hooklatch/testing';
import express, { type RequestHandler } from 'express';
import express4 from 'express4';
import type { Delivery } from '@hooklatch/core';
import { describe, expect, test } from 'vitest';
import { createWebhookMiddleware, type ExpressWebhookMiddlewareOptions } from '../src/express.ts';
import type { WebhookVerificationResult } from '../src/index.ts';
import { body, stripeDelivery, stripeSecret } from './requests.ts';
import { serveExpress } from './servers.ts';

type Framework = typeof express;
type Parser = (framework: Framework) => RequestHandler;

const options = { platform: 'stripe', secret: stripeSecret, onDelivery: false } as const;
const nothing: Parser = () => (_request, _response, next) => next();

interface Seen {
  readonly answer: WireAnswer;
  readonly webhooks: readonly (WebhookVerificationResult | undefined)[];
}

/** Sends a delivery to a route behind the middleware, and tells what the route saw. */
async function pass(
  framework: Framework,
  given: Partial<ExpressWebhookMiddlewareOptions>,
  delivery: Delivery,
  parser: Parser = nothing,
): Promise<Seen> {
  const webhooks: (WebhookVerificationResult | undefined)[] = [];
  const middleware = createWebhookMiddleware({ ...options, ...given });
  const app = framework().use(parser(framework));
  app.post('/webhooks/:tenant', middleware, (request, response) => {
    const { webhook } = request as { webhook?: WebhookVerificationResult };
    webhooks.push(webhook);
    if (request.params['tenant'] === 'failing') throw new Error('hunter2');
    response.json({ received: webhook?.eventId });
  });
  const running = await serveExpress(app);
  try {
    return { answer: await deliver(`${running.url}${delivery.url}`, delivery), webhooks };
  } finally {
    await running.close();
  }
}

const at = async (path: string, signed: Parameters<typeof stripeDelivery>[0] = {}): Promise<Delivery> => ({
  ...(await stripeDelivery(signed)),
  url: path,
});

describe.each([
  ['Express 5', express],
  ['Express 4', express4 as unknown as Framework],
])('%s', (_name, framework) => {
  test('the route gets the verified delivery as req.webhook', async () => {
    const { answer, webhooks } = await pass(framework, {}, await at('/webhooks/a'));
    expect([answer.status, answer.body]).toEqual([200, '{"received":"stripe_evt_1"}']);
    expect(webhooks).toMatchObject([{ isValid: true, platform: 'stripe', payload: JSON.parse(body) }]);
  });

  test.each<readonly [string, Parser]>([
    ['raw()', (f) => f.raw({ type: '*/*' })],
    ['text()', (f) => f.text({ type: '*/*' })],
    ['json() for other types', (f) => f.json({ type: 'text/json' })],
    [
      'json() that keeps rawBody',
      (f) => f.json({ verify: (request, _response, bytes) => Object.assign(request, { rawBody: bytes }) }),
    ],
  ])('behind %s as well', async (_parser, parser) => {
    const { answer, webhooks } = await pass(framework, {}, await at('/webhooks/a'), parser);
    expect([answer.status, webhooks.length]).toEqual([200, 1]);
  });

  test.each([[true], [false], [undefined]])(
    'a body that json() has parsed is never put together again (strictRawBody %o)',
    async (strictRawBody) => {
      const { answer, webhooks } = await pass(framework, { strictRawBody }, await at('/webhooks/a'), (f) =>
        f.json(),
      );
      expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
        500,
        { code: 'body_consumed', errorCode: 'VERIFICATION_ERROR', platform: 'stripe' },
      ]);
      expect(webhooks).toEqual([]);
    },
  );

  test('a forged delivery is answered with both codes, and reaches no route', async () => {
    const { answer, webhooks } = await pass(
      framework,
      {},
      await at('/webhooks/a', { secret: 'whsec_forged' }),
    );
    expect([answer.status, JSON.parse(answer.body), webhooks]).toEqual([
      400,
      {
        status: 400,
        code: 'signature_mismatch',
        error: 'The signature does not fit.',
        errorCode: 'INVALID_SIGNATURE',
        platform: 'stripe',
      },
      [],
    ]);
  });

  test('the status is the provider’s: Shopify demands 401', async () => {
    const { answer } = await pass(framework, { platform: 'shopify' }, await at('/webhooks/a'));
    expect([answer.status, JSON.parse(answer.body).errorCode]).toEqual([401, 'MISSING_SIGNATURE']);
  });

  test('a body over the limit is not read', async () => {
    const large = await at('/webhooks/a', { body: `"${'x'.repeat(1_100_000)}"` });
    expect((await pass(framework, {}, large)).answer.status).toBe(413);
  });

  test('what the route throws is the framework’s business', async () => {
    const { answer } = await pass(framework, {}, await at('/webhooks/failing'));
    expect([answer.status, answer.body]).toEqual([500, 'hunter2']);
  });

  test('a secret that is not set is answered 500, and onError hears of it', async () => {
    const errors: Error[] = [];
    const given = { secret: undefined as unknown as string, onError: (error: Error) => errors.push(error) };
    const { answer } = await pass(framework, given, await at('/webhooks/a'));
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([500, 'secret_missing']);
    expect(errors).toMatchObject([{ code: 'secret_missing' }]);
  });

  test('the payload is normalized where it is asked for', async () => {
    const { webhooks } = await pass(framework, { normalize: true }, await at('/webhooks/a'));
    expect(webhooks).toMatchObject([{ payload: { category: 'payment', _platform: 'stripe' } }]);
  });

  test('one record a delivery goes to onDelivery, with how the route went', async () => {
    const outcomes: string[] = [];
    const onDelivery = ({ outcome }: { outcome: string }): unknown => outcomes.push(outcome);
    await pass(framework, { onDelivery }, await at('/webhooks/a'));
    await pass(framework, { onDelivery }, await at('/webhooks/failing'));
    await pass(framework, { onDelivery }, await at('/webhooks/a', { secret: 'whsec_forged' }));
    expect(outcomes).toEqual(['passed', 'failed', 'refused']);
  });
});

describe('without a server', () => {
  test('a request and a response of the shape that the types have', async () => {
    const { headers, body: bytes } = await stripeDelivery();
    const answers: unknown[] = [];
    const response = {
      status: (code: number) => (answers.push(code), response),
      json: (payload: unknown) => answers.push(payload),
    };
    const passed: unknown[] = [];
    const middleware = createWebhookMiddleware(options);
    const request = { headers: Object.fromEntries(headers.entries()), body: Buffer.from(bytes) };
    await middleware(request, response, () =>
      passed.push((request as { webhook?: { isValid: boolean } }).webhook?.isValid),
    );
    await middleware({ headers: {}, body: {} }, response, () => passed.push('never'));
    expect(passed).toEqual([true]);
    expect(answers).toMatchObject([400, { errorCode: 'MISSING_SIGNATURE' }]);
  });
});

describe('mounting', () => {
  test.each([
    ['a platform that there is not', { platform: 'strpie' }, /strpie/],
    ['a secret that is none', { platform: 'clerk', secret: 'whsec_!' }, /Secret 0 of clerk/],
    ['another thing than a secret', { secret: 'sk_live_1' }, /Secret 0 of stripe/],
    ['a URL that is none', { twilioBaseUrl: 'example.com' }, /twilioBaseUrl/],
    ['a category that there is not', { normalize: { category: 'x' as 'auth' } }, /category x/],
    ['a queue', { queue: true }, /queue is no option/],
    ['alerts', { alerts: { slack: {} } }, /alerts is no option/],
  ])('%s is a TypeError', (_name, given, message) => {
    const all = { ...options, ...given } as ExpressWebhookMiddlewareOptions;
    expect(() => createWebhookMiddleware(all)).toThrow(TypeError);
    expect(() => createWebhookMiddleware(all)).toThrow(message);
  });
});
