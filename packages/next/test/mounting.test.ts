import { clerk } from '@hooklatch/providers/clerk';
import { describe, expect, test } from 'vitest';
import { clerkRequest, clerkSecret, testRouteStatuses } from '../../../test/adapters/clerk-request.ts';
import { createWebhook, toNext, toNextPages } from '../src/index.ts';

describe('mounting', () => {
  const guard = createWebhook(clerk({ secret: clerkSecret }));

  test('refuses a guard without a route', () => {
    expect(() => toNext(guard)).toThrow(TypeError);
    expect(() => toNextPages(guard, undefined as never)).toThrow(/has no handlers/);
  });

  test('does without a context', async () => {
    const handler = toNext(guard, (_, { params }) => Response.json(params));
    expect(await (await handler(await clerkRequest(), undefined as never)).json()).toEqual({});
  });

  testRouteStatuses((webhook, status) => {
    const handler = toNext(webhook, () => new Response(null, { status }));
    return (request) => handler(request, undefined as never);
  });
});
