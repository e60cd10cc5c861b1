import type { Delivery } from '@hooklatch/core';
import { slack } from '@hooklatch/providers/slack';
import { deliver, send, sign, type WireAnswer } from '@hooklatch/testing';
import { Hono } from 'hono';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createWebhookHandler as createCloudflareHandler } from '../src/cloudflare.ts';
import { createWebhookHandler as createHonoHandler } from '../src/hono.ts';
import { createWebhookHandler as createNextHandler } from '../src/nextjs.ts';
import { body, stripeDelivery, stripeSecret } from './requests.ts';
import { serveFetch } from './servers.ts';

/** What the three have in common. */
interface Options {
  readonly platform?: string;
  readonly secret?: string;
  readonly onError?: (error: Error) => void;
  readonly onDelivery?: false;
  readonly normalize?: boolean;
  readonly handler?: (payload: { readonly type?: string }, metadata: Record<string, unknown>) => unknown;
}

type Fetch = (request: Request) => Response | Promise<Response>;

const base = { platform: 'stripe', secret: stripeSecret, onDelivery: false } as const;
const echo: Options['handler'] = ({ type }, { id }) => ({ type, id });

const adapters: Readonly<Record<string, (options: Options) => Fetch>> = {
  nextjs: ({ handler = echo, ...options }) => createNextHandler({ ...base, ...options, handler }),
  hono({ handler = echo, ...options }) {
    const handle = createHonoHandler({ ...base, ...options, handler });
    return new Hono().post('/*', handle).fetch;
  },
  'cloudflare, a worker'({ handler = echo, ...options }) {
    const handle = createCloudflareHandler({
      ...base,
      ...options,
      handler: (payload, _env, metadata) => handler(payload, metadata),
    });
    return (request) => handle(request, {});
  },
  'cloudflare, a Pages Function'({ handler = echo, ...options }) {
    const handle = createCloudflareHandler({
      ...base,
      ...options,
      handler: (payload, _env, metadata) => handler(payload, metadata),
    });
    return (request) => handle({ request, env: {} });
  },
};

afterEach(() => {
  vi.restoreAllMocks();
});

async function ask(fetch: Fetch, delivery: Delivery): Promise<WireAnswer> {
  const running = await serveFetch(fetch);
  try {
    return await deliver(`${running.url}/webhooks`, delivery);
  } finally {
    await running.close();
  }
}

describe.each(Object.entries(adapters))('%s', (_name, create) => {
  test('the handler gets payload and metadata, and what it returns is sent as JSON', async () => {
    const answer = await ask(create({}), await stripeDelivery());
    expect([answer.status, answer.body]).toEqual([200, '{"type":"invoice.paid","id":"evt_1"}']);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
  });

  test('a handler’s own Response is sent as it is, and nothing is an empty 200', async () => {
    const own = () => new Response('mine', { status: 202, headers: { 'x-a': 'b' } });
    expect(await ask(create({ handler: own }), await stripeDelivery())).toMatchObject({
      status: 202,
      body: 'mine',
      headers: { 'x-a': 'b' },
    });
    expect(await ask(create({ handler: () => undefined }), await stripeDelivery())).toMatchObject({
      status: 200,
      body: '',
    });
  });

  test('a forged delivery is answered with both codes, and reaches no handler', async () => {
    const handler = vi.fn<() => object>();
    const answer = await ask(create({ handler }), await stripeDelivery({ secret: 'whsec_forged' }));
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([
      400,
      { code: 'signature_mismatch', errorCode: 'INVALID_SIGNATURE', platform: 'stripe' },
    ]);
    expect(handler).not.toHaveBeenCalled();
  });

  test('what the handler throws goes to onError, and no word of it to the sender', async () => {
    const errors: Error[] = [];
    const handler = () => {
      throw new Error('hunter2');
    };
    const onError = (error: Error): unknown => errors.push(error);
    const answer = await ask(create({ handler, onError }), await stripeDelivery());
    expect([answer.status, answer.body]).toEqual([
      500,
      '{"status":500,"code":"handler_failed","platform":"stripe"}',
    ]);
    expect(errors).toMatchObject([{ message: 'hunter2' }]);
  });

  test('without onError it goes to the console', async () => {
    const lines = vi.spyOn(console, 'error').mockImplementation(() => {});
    const handler = () => Promise.reject(new Error('hunter2'));
    expect(await ask(create({ handler }), await stripeDelivery())).toMatchObject({ status: 500 });
    expect(lines).toHaveBeenCalledWith(expect.stringContaining('handler_failed'), expect.any(Error));
  });

  test('a secret that is not set is answered 500, and one that is none is a TypeError', async () => {
    const answer = await ask(create({ secret: '', onError: () => {} }), await stripeDelivery());
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([500, 'secret_missing']);
    expect(() => create({ secret: 'sk_live_1' })).toThrow(TypeError);
    expect(() => create({ platform: 'strpie' })).toThrow(TypeError);
  });

  test('the exact bytes are verified, whatever they are', async () => {
    const delivery = await stripeDelivery({ body: new Uint8Array([0xef, 0xbb, 0xbf, 0x7b, 0xff, 0x7d]) });
    expect(await ask(create({ handler: () => ({}) }), delivery)).toMatchObject({ status: 200 });
  });

  test('a body over the limit is not read', async () => {
    const delivery = await stripeDelivery({ body: `"${'x'.repeat(1_100_000)}"` });
    expect(await ask(create({}), delivery)).toMatchObject({ status: 413 });
  });

  test('a provider’s handshake is answered without the handler', async () => {
    const handler = vi.fn<() => object>();
    const secret = 'a secret of a test';
    const question = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const delivery = await sign(slack(), { secret, type: 'url_verification', body: question });
    const answer = await ask(create({ platform: 'slack', secret, handler }), delivery);
    expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('abc')]);
    expect(handler).not.toHaveBeenCalled();
  });

  test('the payload is normalized where it is asked for', async () => {
    const handler = (payload: object): object => payload;
    const answer = await ask(create({ normalize: true, handler }), await stripeDelivery());
    expect(JSON.parse(answer.body)).toMatchObject({ category: 'payment', _raw: JSON.parse(body) });
  });

  test('a signature that arrives twice is refused', async () => {
    const delivery = await stripeDelivery();
    const running = await serveFetch(create({}));
    try {
      const signature = ['stripe-signature', delivery.headers.get('stripe-signature') ?? ''] as const;
      const headers = [...delivery.headers.entries(), signature];
      const answer = await send(`${running.url}/a`, { headers, body: delivery.body });
      expect([answer.status, JSON.parse(answer.body).errorCode]).toEqual([400, 'INVALID_SIGNATURE']);
    } finally {
      await running.close();
    }
  });
});

describe('cloudflare', () => {
  const handle = createCloudflareHandler({
    platform: 'stripe',
    secretEnv: 'STRIPE_SECRET',
    onDelivery: false,
    handler: (payload: { readonly type: string }, env: Record<string, string>) => [payload.type, env['NAME']],
  });

  test('the secret is the binding that secretEnv names', async () => {
    const env = { STRIPE_SECRET: stripeSecret, NAME: 'a' };
    const answer = await ask((request) => handle(request, env), await stripeDelivery());
    expect([answer.status, answer.body]).toEqual([200, '["invoice.paid","a"]']);
  });
  test.each([
    ['is not bound', {}, 'secret_missing'],
    ['is empty', { STRIPE_SECRET: '' }, 'secret_missing'],
    ['is no secret', { STRIPE_SECRET: 'sk_live_1' }, 'secret_invalid'],
  ])('one that %s is answered 500', async (_name, env, code) => {
    const answer = await ask((request) => handle(request, env), await stripeDelivery());
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([500, code]);
  });
});

describe('hono', () => {
  test('the handler has the context', async () => {
    const app = new Hono<{ Variables: { tenant: string } }>().post(
      '/:name',
      async (c, next) => {
        c.set('tenant', 'a');
        await next();
      },
      createHonoHandler({
        ...base,
        handler: (_payload, metadata, c) => c.json({ id: metadata.id }, 201),
      }),
    );
    const answer = await ask(app.fetch, await stripeDelivery());
    expect([answer.status, answer.body]).toEqual([201, '{"id":"evt_1"}']);
  });
  test('a body that a middleware has read is refused, and onError hears of it', async () => {
    const errors: Error[] = [];
    const app = new Hono().use(async (c, next) => {
      await c.req.raw.text();
      await next();
    });
    const onError = (error: Error): unknown => errors.push(error);
    app.post('/*', createHonoHandler({ ...base, onError, handler: () => ({}) }));
    const answer = await ask(app.fetch, await stripeDelivery());
    expect([answer.status, JSON.parse(answer.body).code]).toEqual([500, 'body_consumed']);
    expect(errors).toMatchObject([{ code: 'body_consumed' }]);
  });
});
