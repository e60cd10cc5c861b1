import type { AlertEvent, AlertOutcome } from '@hooklatch/alerts/rules';
import { toEventSubject, type SubjectSource } from '../forwarding/event-subject.ts';
import type { Row } from '../database/schema.ts';

/** What rules ask of a stored event. */
export type AlertSource = Pick<
  Row<'events'>,
  'id' | 'endpoint_id' | 'provider' | 'received_at' | 'event_id' | 'type' | 'code'
> &
  SubjectSource & { readonly outcome: AlertOutcome };

/** A stored event as rules see it. Its headers and its body are read when a rule asks for them. */
export function toAlertEvent(event: AlertSource, endpoints: ReadonlyMap<string, string>): AlertEvent {
  let subject: AlertEvent['subject'] | undefined;
  return {
    id: event.id,
    endpoint: endpoints.get(event.endpoint_id) ?? event.endpoint_id,
    endpointId: event.endpoint_id,
    provider: event.provider,
    outcome: event.outcome,
    receivedAt: event.received_at,
    type: event.type ?? '',
    eventId: event.event_id ?? undefined,
    code: event.code ?? undefined,
    get subject() {
      return (subject ??= toEventSubject(event));
    },
  };
}
