import { messageId, type InboxMessage } from '@hooklatch/core/store';
import type { GatewayContext } from '../context.ts';
import { publicBase } from '../endpoints/endpoint-address.ts';
import type { WholeEvent } from './read-event.ts';

/**
 * An event as an inbox keeps it.
 *
 * Its id follows from the gateway's own id of the event, which has recognised duplicates already; a replay has another
 * one, so that the worker handles it again.
 *
 * @param endpoint - the name that the worker has for it (the provider's)
 * @returns nothing where the gateway has no proof of it
 */
export async function toInboxMessage(
  context: Pick<GatewayContext, 'settings' | 'bus'>,
  endpoint: string | undefined,
  event: WholeEvent,
  replay: number,
): Promise<InboxMessage | undefined> {
  if (event.proof === null) return undefined;
  const name = endpoint ?? event.provider;
  const key = `${name}:${event.id}${replay === 0 ? '' : `:replay:${replay}`}`;
  return {
    id: await messageId(key),
    key,
    endpoint: name,
    provider: event.provider,
    eventId: event.event_id ?? undefined,
    type: event.type ?? '',
    receivedAt: event.received_at,
    method: event.method,
    url: `${publicBase(context)}${event.target}`,
    headers: JSON.parse(event.headers) as InboxMessage['headers'],
    body: event.body,
    proof: JSON.parse(event.proof) as InboxMessage['proof'],
  };
}
