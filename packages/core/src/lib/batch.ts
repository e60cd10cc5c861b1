import type { WebhookEvent } from './event.ts';
import type { BatchItem } from './provider-definition.ts';

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
  return items.map((item) => {
    // One that has no id is known by the bytes around it, not taken for one whose id is signed.
    const id = item.id === undefined ? ('unsigned' as const) : covered;
    const trust = { id, type: covered, payload: covered };
    const event = { provider, timestamp, body, headers, secretIndex, trust, ...item };
    return Object.assign(event, { events: [event] }) as unknown as WebhookEvent;
  });
}
