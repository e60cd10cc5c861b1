import { HttpRequest, type HttpHandler, type InvocationContext } from '@azure/functions';
import { createWebhook, type WebhookEvent } from '@hooklatch/core';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { sign } from '@hooklatch/testing';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import { clerkGuard, clerkSecret as secret } from '../../../test/adapters/clerk-request.ts';
import { toAzureFunction } from '../src/index.ts';

const context = { invocationId: 'i1' } as InvocationContext;

/** A genuine delivery of Clerk, as often as it is asked for. */
async function clerkDelivery(): Promise<() => HttpRequest> {
  const { headers, body } = await sign(clerk(), { secret, type: 'user.created' });
  const url = 'https://app.example.com/api/clerk';
  const init = { method: 'POST', url, body: { bytes: body }, headers: Object.fromEntries(headers.entries()) };
  return () => new HttpRequest(init);
}

describe('a guard', () => {
  test('hands event, request and context to its function, whose answer is the answer', async () => {
    const answer = { status: 202, jsonBody: { ok: true } };
    const route = vi.fn(
      (_event: WebhookEvent<ClerkEvents>, _request: HttpRequest, _context: InvocationContext) => answer,
    );
    const handler = toAzureFunction(clerkGuard().webhook, route);
    expectTypeOf(handler).toExtend<HttpHandler>();
    const request = (await clerkDelivery())();
    expect(await handler(request, context)).toBe(answer);
    expect(route).toHaveBeenCalledWith(expect.objectContaining({ type: 'user.created' }), request, context);
  });

  test.each([
    [undefined, ['passed', 'duplicate']],
    [204, ['passed', 'duplicate']],
    [302, ['failed', 'failed']],
    [500, ['failed', 'failed']],
  ])('counts an event that its function answers with %s as %o', async (status, expected) => {
    const { webhook, reports } = clerkGuard();
    const handler = toAzureFunction(webhook, () => (status === undefined ? {} : { status }));
    const next = await clerkDelivery();
    await handler(next(), context);
    await handler(next(), context);
    expect(reports.map(({ outcome }) => outcome)).toEqual(expected);
  });

  test('lets an error through, reports it, and is run again', async () => {
    const { webhook, reports } = clerkGuard();
    const error = new Error('broken');
    const route = vi.fn(() => ({ status: 200 }));
    route.mockImplementationOnce(() => {
      throw error;
    });
    const handler = toAzureFunction(webhook, route);
    const next = await clerkDelivery();
    await expect(handler(next(), context)).rejects.toBe(error);
    expect(await handler(next(), context)).toEqual({ status: 200 });
    expect(reports.map((report) => [report.outcome, report.error])).toEqual([
      ['failed', error],
      ['passed', undefined],
    ]);
  });

  test('does not run its function for a forged delivery', async () => {
    const route = vi.fn(() => ({ status: 200 }));
    const other = createWebhook(clerk({ secret: 'whsec_YW5vdGhlciBzZWNyZXQgb2YgYSB0ZXN0' }));
    const answer = await toAzureFunction(other, route)((await clerkDelivery())(), context);
    expect(answer).toMatchObject({ status: 400, body: '{"status":400,"code":"signature_mismatch"}' });
    expect(route).not.toHaveBeenCalled();
  });

  test('without a function is a mistake', () => {
    expect(() => toAzureFunction(clerkGuard().webhook)).toThrow(TypeError);
    expect(() => toAzureFunction(clerkGuard().webhook)).toThrow(/has no handlers/);
  });
});

test('a request that was read before is named, with the line to change', async () => {
  const { webhook, reports } = clerkGuard();
  const request = (await clerkDelivery())();
  await request.text();
  expect(await toAzureFunction(webhook, () => ({}))(request, context)).toMatchObject({ status: 500 });
  expect(reports).toMatchObject([
    { code: 'body_consumed', hint: expect.stringMatching(/request\.clone\(\)/) },
  ]);
});

test('a clone that was read before changes nothing', async () => {
  const { webhook, reports } = clerkGuard();
  const request = (await clerkDelivery())();
  await request.clone().text();
  await toAzureFunction(webhook, () => ({}))(request, context);
  expect(reports).toMatchObject([{ outcome: 'passed' }]);
});

test('a header that the host has joined is refused', async () => {
  const { webhook, reports } = clerkGuard();
  const { headers, body } = await sign(clerk(), { secret, type: 'user.created' });
  const twice = headers.entries().map(([name, value]) => [name, `${value},${value}`] as const);
  const init = { method: 'POST', url: 'https://app.example.com/', body: { bytes: body } };
  const request = new HttpRequest({ ...init, headers: Object.fromEntries(twice) });
  const answer = await toAzureFunction(webhook, () => ({}))(request, context);
  expect(answer).toMatchObject({ status: 400 });
  expect(reports).toMatchObject([{ outcome: 'refused', code: 'header_malformed' }]);
});
