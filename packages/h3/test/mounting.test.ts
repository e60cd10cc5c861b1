import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { createRouter, setResponseHeader, useBase, type H3Event } from 'h3';
import { H3, toNodeHandler, withBase, type H3Event as NewerEvent } from 'h3v2';
import type { RequestListener } from 'node:http';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { toH3, type H3Handler } from '../src/index.ts';
import { clerkSecret } from '../../../test/adapters/clerk-request.ts';
import { deliver, genuine, reporting } from '../../../test/adapters/delivery.ts';
import { listenOn } from '../../../test/adapters/running.ts';
import { leaveEarly, uploadOn } from '../../../test/adapters/senders.ts';
import { runningList } from '../../../test/adapters/running-list.ts';
import { serve, ways, type Application } from './fixture/servers.ts';
import { send } from '@hooklatch/testing';

const running = runningList();
const onNode = ways.filter((way) => way.includes('on Node'));

async function mount(way: string, application: Application): Promise<string> {
  const server = await serve(way, application);
  running.push(server);
  return `${server.url}/webhooks`;
}

describe.each(onNode)('%s', (way) => {
  test('a second id is refused, and not joined with the first', async () => {
    const { webhook, reports } = reporting({ on: {} });
    const url = await mount(way, { routes: { '/webhooks': toH3(webhook) } });
    const { headers, body } = await genuine();
    const { status } = await send(url, { headers: [...headers, ['webhook-id', 'msg_other']], body });
    expect(status).toBe(400);
    expect(reports).toMatchObject([{ code: 'header_duplicate' }]);
  });

  test('a handler’s signal is aborted where the sender leaves', async () => {
    const left = leaveEarly((webhook) => mount(way, { routes: { '/webhooks': toH3(webhook) } }));
    await expect(left).resolves.toBeUndefined();
  });

  test('an unsigned upload that goes on after its refusal is cut', async () => {
    const { webhook } = reporting({ on: {} });
    expect(await uploadOn(await mount(way, { routes: { '/webhooks': toH3(webhook) } }))).toBe(400);
  });
});

test('headers that a middleware of h3 1 has set stay on the answer', async () => {
  const { webhook } = reporting({ on: {} });
  const middleware = [(event: H3Event) => setResponseHeader(event, 'x-trace', 'a')];
  const url = await mount('h3 1 on Node', { routes: { '/webhooks': toH3(webhook) }, middleware });
  expect((await deliver(url)).headers).toMatchObject({ 'x-trace': 'a' });
});

describe('under a mount the delivery keeps its whole URL', () => {
  const urls: string[] = [];
  const { webhook } = reporting({ on: { '*': (_event, { delivery }) => void urls.push(delivery.url) } });

  test('h3 1', async () => {
    const nested = useBase('/api', createRouter().use('/webhooks', toH3(webhook)).handler);
    const url = await mount('h3 1 on Node', { routes: { '/api/**': nested } });
    await deliver(url.replace('/webhooks', '/api/webhooks?a=b'));
    expect(urls.pop()).toBe('/api/webhooks?a=b');
  });

  test.each([
    ['mount', (handler: H3Handler) => new H3().mount('/api', new H3().post('/webhooks', handler))],
    ['withBase', (handler: H3Handler) => new H3().all('/api/**', withBase('/api', handler))],
  ])('h3 2, %s', async (_name, made) => {
    const server = await listenOn(toNodeHandler(made(toH3(webhook))) as RequestListener);
    running.push(server);
    const url = `${server.url}/api/webhooks?a=b`;
    await deliver(url);
    expect(urls.pop()).toBe(url);
  });
});

describe('what the host adds to an event reaches the handler', () => {
  const kept = vi.fn<(promise: Promise<unknown>) => void>();
  const env = { NAME: 'value' };

  test.each<[way: string, add: (event: never) => void]>([
    [
      'h3 1 on Node',
      ({ context }: H3Event) => void Object.assign(context, { waitUntil: kept, cloudflare: { env } }),
    ],
    [
      'h3 1 on Node',
      (event: H3Event) => void Object.assign(event, { waitUntil: kept, context: { cloudflare: { env } } }),
    ],
    [
      'h3 2 on Node',
      (event: NewerEvent) => {
        Object.assign(event, { waitUntil: kept });
        Object.assign(event.runtime ?? {}, { cloudflare: { env } });
      },
    ],
  ])('%s', async (way, add) => {
    const seen: unknown[] = [];
    const { webhook } = reporting({
      on: {
        '*': (_event, context) => {
          seen.push(context.env);
          context.waitUntil?.(Promise.resolve());
        },
      },
    });
    const url = await mount(way, { routes: { '/webhooks': toH3(webhook) }, middleware: [add] });
    await deliver(url);
    expect(seen).toEqual([env]);
    expect(kept).toHaveBeenCalledExactlyOnceWith(expect.any(Promise));
    kept.mockClear();
  });
});

describe('types', () => {
  const guard = createWebhook(clerk({ secret: clerkSecret }));

  test('the route has the provider’s events and h3’s own event', () => {
    createRouter().post(
      '/',
      toH3(guard, (event, h3Event) => {
        expectTypeOf(event).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
        expectTypeOf(h3Event).toEqualTypeOf<H3Event>();
      }),
    );
    new H3().post(
      '/',
      toH3(guard, (event, h3Event: NewerEvent) => {
        expectTypeOf(event).toEqualTypeOf<WebhookEvent<ClerkEvents>>();
        expectTypeOf(h3Event).toEqualTypeOf<NewerEvent>();
      }),
    );
    expect(guard.handles).toBe(false);
  });
});
