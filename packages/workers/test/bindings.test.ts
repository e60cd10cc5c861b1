import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { deliver, sign } from '@hooklatch/testing';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test, vi } from 'vitest';
import { clerkSecret as secret, testRouteStatuses } from '../../../test/adapters/clerk-request.ts';
import { createWebhook, toPagesFunction, toWorker, type RouteContext, type Worker } from '../src/index.ts';
import { bundle, startWorker } from './fixture/start.ts';

const other = 'whsec_YW5vdGhlciBzZWNyZXQgYWx0b2dldGhlcg==';
const delivery = (key: string = secret) => sign(clerk(), { secret: key, type: 'user.created' });

describe('a worker', () => {
  let script: string;
  let worker: Awaited<ReturnType<typeof startWorker>>;
  let unset: Awaited<ReturnType<typeof startWorker>>;

  beforeAll(async () => {
    script = await bundle('bindings.ts');
    worker = await startWorker(script, { SECRET_OF_CLERK: secret, CLERK_WEBHOOK_SIGNING_SECRET: secret });
    unset = await startWorker(script);
  });
  afterAll(() => Promise.all([worker?.close(), unset?.close()]));

  const post = async (path: string, key?: string, at = worker) => {
    const { status, body } = await deliver(`${at.url}${path}`, await delivery(key));
    return { status, code: body === '' ? undefined : (JSON.parse(body) as { code?: string }).code };
  };
  const text = async (path: string) => (await fetch(`${worker.url}${path}`)).text();

  test.each(['/found', '/given'])('has its secret from the bindings: %s', async (path) => {
    expect(await post(path)).toEqual({ status: 200, code: undefined });
    expect(await post(path, other)).toEqual({ status: 400, code: 'signature_mismatch' });
  });

  test('without its secret accepts nothing', async () => {
    expect(await post('/found', secret, unset)).toEqual({ status: 500, code: 'secret_missing' });
    expect(await post('/given', secret, unset)).toEqual({ status: 500, code: 'secret_missing' });
  });

  test('makes its webhook once', async () => {
    await post('/given');
    await post('/given');
    expect(await text('/made')).toBe('1');
  });

  test('lets a handler go on after the answer', async () => {
    const sent = await delivery();
    expect((await deliver(`${worker.url}/wait`, sent)).status).toBe(200);
    await vi.waitFor(async () => expect(await text('/waited')).toBe(sent.headers.get('svix-id')));
  });

  test('hands event, env and ctx to its route', async () => {
    const { status, body } = await deliver(`${worker.url}/guard`, await delivery());
    const env = expect.arrayContaining(['SECRET_OF_CLERK']);
    expect({ status, body: JSON.parse(body) }).toEqual({
      status: 200,
      body: { type: 'user.created', read: true, env, ctx: 'function' },
    });
  });

  test('without handlers and without a route says so', async () => {
    expect(await post('/no-route')).toEqual({ status: 500, code: 'no_handler' });
  });

  test('refuses a request that was read before, and takes one whose clone was', async () => {
    expect(await post('/consumed')).toEqual({ status: 500, code: 'body_consumed' });
    expect(await post('/cloned')).toEqual({ status: 200, code: undefined });
  });

  test('holds nothing of Node', () => {
    expect(script).not.toMatch(/node:|require\(/);
    expect(script).toContain('crypto.subtle');
  });
});

describe('mounting', () => {
  test('refuses a guard without a route', () => {
    const guard = createWebhook(clerk({ secret }));
    expect(() => toWorker(guard)).toThrow(TypeError);
    expect(() => toPagesFunction(guard)).toThrow(/has no handlers/);
  });

  test('types event and env, and fits what wrangler expects', () => {
    interface Env {
      readonly KEY: string;
    }
    const worker = toWorker(
      (env: Env) => createWebhook(clerk({ secret: env.KEY })),
      (_, context) => {
        expectTypeOf(context).toEqualTypeOf<RouteContext<ClerkEvents, Env>>();
        return new Response(null);
      },
    );
    expectTypeOf(worker).toEqualTypeOf<Worker<Env>>();
  });

  testRouteStatuses((webhook, status) => {
    const worker = toWorker(webhook, () => new Response(null, { status }));
    return (request) => worker.fetch(request, undefined, { waitUntil: () => {} });
  });
});
