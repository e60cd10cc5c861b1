import { clerk } from '@hooklatch/providers/clerk';
import { sign } from '@hooklatch/testing';
import { describe, expect, test } from 'vitest';
import { createWebhook, memoryStore, toNext, toNextPages } from '../src/index.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

describe('mounting', () => {
  const guard = createWebhook(clerk({ secret }));

  test('refuses a guard without a route', () => {
    expect(() => toNext(guard)).toThrow(TypeError);
    expect(() => toNextPages(guard, undefined as never)).toThrow(/has no handlers/);
  });

  test('does without a context', async () => {
    const { headers, body } = await sign(clerk(), { secret, type: 'user.created' });
    const init = { method: 'POST', headers: headers.entries() as [string, string][], body: body as BodyInit };
    const request = new Request('http://localhost/', init);
    const handler = toNext(guard, (_, { params }) => Response.json(params));
    expect(await (await handler(request, undefined as never)).json()).toEqual({});
  });

  test.each([
    [204, ['passed', 'duplicate']],
    [302, ['failed', 'failed']],
    [500, ['failed', 'failed']],
  ])('counts an event that a route answers with %d as %o', async (status, expected) => {
    const outcomes: string[] = [];
    const onDelivery = ({ outcome }: { outcome: string }) => outcomes.push(outcome);
    const webhook = createWebhook(clerk({ secret }), { store: memoryStore(), onDelivery });
    const handler = toNext(webhook, () => new Response(null, { status }));
    const { headers, body } = await sign(clerk(), { secret, type: 'user.created' });
    const init = { method: 'POST', headers: headers.entries() as [string, string][], body: body as BodyInit };
    await handler(new Request('http://localhost/', init), undefined as never);
    await handler(new Request('http://localhost/', init), undefined as never);
    expect(outcomes).toEqual(expected);
  });
});
