import type { WebhookEvent } from './event.ts';
import type { BatchItem } from './provider.ts';

/**
 * The items of a delivery that carries several events, as events of their own.
 *
 * @param whole - the event of the whole delivery
 * @param items - what stands in it
 * @returns an event for each item; what is signed of the whole is signed of each
 */
export function batchOf(whole: WebhookEvent, items: readonly BatchItem[]): readonly WebhookEvent[] {
  const { provider, timestamp, body, headers, secretIndex } = whole;
  const { payload: covered } = whole.trust;
  const trust = { id: covered, type: covered, payload: covered };
  return items.map((item) => {
    const event = { provider, timestamp, body, headers, secretIndex, trust, ...item };
    return Object.assign(event, { events: [event] }) as unknown as WebhookEvent;
  });
}
