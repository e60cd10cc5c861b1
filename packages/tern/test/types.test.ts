import { createWebhookHandler as createCloudflareHandler } from '../src/cloudflare.ts';
import express from 'express';
import { Hono, type Context } from 'hono';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { createWebhookMiddleware } from '../src/express.ts';
import { createWebhookHandler as createHonoHandler } from '../src/hono.ts';
import { createWebhookHandler as createNextHandler } from '../src/nextjs.ts';
import {
  WebhookPlatformKeys,
  WebhookVerificationService,
  type MultiPlatformSecrets,
  type PaymentWebhookNormalized,
  type PlatformAlgorithmConfig,
  type SignatureConfig,
  type WebhookConfig,
  type WebhookErrorCode,
  type WebhookPlatform,
  type WebhookVerificationResult,
} from '../src/index.ts';
import { post } from './requests.ts';

const secret = 'whsec_a_secret_of_a_test';

describe('types', () => {
  test('a result has the payload that was asked for', async () => {
    const request = post({});
    const config: WebhookConfig = { platform: 'stripe', secret, toleranceInSeconds: 300 };
    const plain = await WebhookVerificationService.verify(request, config);
    expectTypeOf(plain).toEqualTypeOf<WebhookVerificationResult>();
    expectTypeOf(plain.payload).toEqualTypeOf<unknown>();
    expectTypeOf(plain.errorCode).toEqualTypeOf<WebhookErrorCode | undefined>();
    expectTypeOf(plain.eventId).toEqualTypeOf<string | undefined>();
    const paid = await WebhookVerificationService.verifyWithPlatformConfig<PaymentWebhookNormalized>(
      request,
      'stripe',
      secret,
      300,
      { enabled: true, category: 'payment' },
    );
    if (paid.payload?.event === 'payment.succeeded')
      expectTypeOf(paid.payload.amount).toEqualTypeOf<number | undefined>();
    const delivery: string | undefined = plain.metadata?.['delivery'];
    expect([plain.isValid, paid.isValid, delivery]).toEqual([false, false, undefined]);
  });

  test('names of yours go with a scheme of yours, and an enum’s members are names', () => {
    const acme: WebhookConfig = {
      platform: 'acmepay',
      secret,
      signatureConfig: { algorithm: 'hmac-sha256', headerName: 'x-acme-signature', headerFormat: 'raw' },
    };
    const secrets: MultiPlatformSecrets = { stripe: secret, github: undefined };
    const platform: WebhookPlatform = WebhookPlatformKeys.DodoPayments;
    const key: WebhookPlatformKeys = 'stripe';
    expectTypeOf<PlatformAlgorithmConfig['signatureConfig']>().toEqualTypeOf<SignatureConfig>();
    // @ts-expect-error there is no such algorithm
    const wrong: SignatureConfig = { algorithm: 'md5', headerName: 'a' };
    // @ts-expect-error the header is named
    const missing: SignatureConfig = { algorithm: 'custom' };
    expect([acme.platform, secrets, platform, key, wrong, missing]).toHaveLength(6);
  });

  test('what custom configurations held before compiles, whatever it is', () => {
    const customConfig: Record<string, unknown> = { type: 'token-based', idHeader: 'x-id', mine: 1 };
    const encoding: string = 'base64';
    const configs: SignatureConfig[] = [
      { algorithm: 'custom', headerName: 'x-token', customConfig },
      { algorithm: 'hmac-sha256', headerName: 'x-a', customConfig: { encoding, secretEncoding: 'utf8' } },
    ];
    expect(configs).toHaveLength(2);
  });

  test('a middleware goes wherever Express takes a handler', () => {
    const app = express();
    const middleware = createWebhookMiddleware({ platform: 'stripe', secret });
    app.use(middleware);
    app.post('/a', express.raw({ type: '*/*' }), middleware, (_request, response) => void response.json({}));
    app.post('/:tenant', middleware, (request) => {
      expectTypeOf(request.params.tenant).toEqualTypeOf<string>();
    });
    // @ts-expect-error a middleware has no handler of its own
    createWebhookMiddleware({ platform: 'stripe', secret, handler: () => {} });
    // @ts-expect-error there is no queue here: it is a TypeError at run time too
    expect(() => createWebhookMiddleware({ platform: 'stripe', secret, queue: true })).toThrow(TypeError);
  });

  test('handlers get a payload that can be read as it is, or of a type of theirs', () => {
    const POST = createNextHandler({
      platform: 'github',
      secret,
      handler: async (payload, metadata) => ({ event: payload.event ?? payload.type, id: metadata.delivery }),
    });
    expectTypeOf(POST).toEqualTypeOf<(request: Request) => Promise<Response>>();
    createNextHandler<{ action: string }>({
      platform: 'github',
      secret,
      handler: (payload) => {
        expectTypeOf(payload.action).toEqualTypeOf<string>();
        // @ts-expect-error it has no such field
        return payload.other;
      },
    });
    // @ts-expect-error a handler is what it is for
    expect(() => createNextHandler({ platform: 'github', secret })).not.toThrow();
  });

  test('a Hono handler has the context, and a Cloudflare one the bindings', async () => {
    new Hono().post(
      '/a',
      createHonoHandler({
        platform: 'stripe',
        secret,
        handler: (payload, { id }, c) => c.json({ payload, id }),
      }),
    );
    createHonoHandler<Context>({
      platform: 'stripe',
      secret,
      handler: (_payload, _metadata, c) => c.text(c.req.param('name') ?? ''),
    });
    interface Env {
      readonly STRIPE_SECRET: string;
    }
    const handle = createCloudflareHandler<Env>({
      platform: 'stripe',
      secretEnv: 'STRIPE_SECRET',
      onDelivery: false,
      handler: (_payload, env) => {
        expectTypeOf(env).toEqualTypeOf<Env>();
        return {};
      },
    });
    const env = { STRIPE_SECRET: secret };
    const answers = [await handle(post({}), env), await handle({ request: post({}), env })];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });
});
