import type { AlertEvent } from '../../src/index.ts';

/** An event, with what a test wants to be otherwise, and a payload. */
export function anEvent(
  given: Partial<AlertEvent> = {},
  body: unknown = { data: { id: 'in_1', amount: 1500 } },
): AlertEvent {
  const { type = 'invoice.paid', provider = 'stripe' } = given;
  return {
    id: 'stripe:evt_1',
    endpoint: 'stripe',
    outcome: 'verified',
    receivedAt: Date.UTC(2026, 10, 22, 20, 30),
    eventId: 'evt_1',
    subject: { type, provider, method: 'POST', path: '/', query: {}, headers: [], body },
    ...given,
    type,
    provider,
  };
}
