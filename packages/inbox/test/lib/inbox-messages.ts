import type { InboxMessage } from '@hooklatch/core/store';

/** A message as a webhook would put it; its id is the text. */
export function toMessage(id: string, bytes = 100): InboxMessage {
  return {
    id,
    key: `test:${id}`,
    endpoint: 'test',
    provider: 'standard-webhooks',
    eventId: id,
    type: 'order.paid',
    receivedAt: Date.now(),
    method: 'POST',
    url: '/webhooks/test',
    headers: [
      ['Content-Type', 'application/json'],
      ['webhook-id', id],
    ],
    body: new TextEncoder().encode(JSON.stringify({ type: 'order.paid', fill: 'x'.repeat(bytes) })),
    proof: { scheme: 0, secretIndex: 0, id, time: Date.now() },
  };
}
