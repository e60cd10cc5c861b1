import { createWebhook, type DeliveryReport, type Webhook } from '@hooklatch/core';
import { memoryStore } from '@hooklatch/core/store';
import { clerk, type ClerkEvents } from '@hooklatch/providers/clerk';
import { sign, type SignOptions } from '@hooklatch/testing';
import { expect, test } from 'vitest';

/** What the requests are signed with. */
export const clerkSecret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** A genuine delivery of Clerk, as `fetch` has it. */
export async function clerkRequest(options: Partial<SignOptions> = {}): Promise<Request> {
  const { headers, body } = await sign(clerk(), { secret: clerkSecret, type: 'user.created', ...options });
  const init = { method: 'POST', headers: headers.entries() as [string, string][], body: body as BodyInit };
  return new Request('http://localhost/webhooks/clerk', init);
}

/** A guard of Clerk's deliveries with a store, and what it reports. */
export function clerkGuard(): { reports: DeliveryReport[]; webhook: Webhook<ClerkEvents> } {
  const reports: DeliveryReport[] = [];
  const onDelivery = (report: DeliveryReport): unknown => reports.push(report);
  return {
    reports,
    webhook: createWebhook(clerk({ secret: clerkSecret }), { store: memoryStore(), onDelivery }),
  };
}

/** What a guard makes of its route's answers, where both are given by `fetch`'s types. */
export function testRouteStatuses(
  mount: (webhook: Webhook<ClerkEvents>, status: number) => (request: Request) => Promise<Response>,
): void {
  test.each([
    [204, ['passed', 'duplicate']],
    [302, ['failed', 'failed']],
    [500, ['failed', 'failed']],
  ])('counts an event that a route answers with %d as %o', async (status, expected) => {
    const { reports, webhook } = clerkGuard();
    const handle = mount(webhook, status);
    const request = await clerkRequest();
    await handle(request.clone());
    await handle(request);
    expect(reports.map(({ outcome }) => outcome)).toEqual(expected);
  });
}
