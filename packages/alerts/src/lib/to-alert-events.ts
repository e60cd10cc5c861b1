import type { DeliveryOutcome, DeliveryReport, WebhookEvent } from '@hooklatch/core';
import type { AttemptReport } from '@hooklatch/core/store';
import { randomUUID } from 'node:crypto';
import type { AlertEvent, AlertOutcome } from './alert-event.ts';

const outcomes: Readonly<Record<DeliveryOutcome, AlertOutcome>> = {
  handled: 'verified',
  stored: 'verified',
  stale: 'verified',
  ignored: 'verified',
  passed: 'verified',
  duplicate: 'duplicate',
  in_progress: 'duplicate',
  handshake: 'handshake',
  refused: 'rejected',
  failed: 'failed',
};

/**
 * What rules see of a delivery: one event, each item of a batch, or a delivery that brought none.
 *
 * @param report - of `onDelivery`
 * @param now - Unix milliseconds
 * @returns the events
 */
export function toAlertEvents(report: DeliveryReport, now: number): readonly AlertEvent[] {
  const { endpoint, provider, outcome, code, event } = report;
  const known = {
    endpoint,
    provider,
    outcome: outcomes[outcome],
    receivedAt: now,
    ...(code !== undefined && { code }),
  };
  if (!event) {
    const { type = '', id } = report;
    return [{ ...known, id: randomUUID(), type, eventId: id, subject: toSubject(undefined, provider, type) }];
  }
  return itemsOf(event).map((item) => toAlertEvent(item, known));
}

/**
 * What rules see of an attempt of an inbox's worker that has failed. What was handled was seen when it was stored.
 *
 * @param report - of `onAttempt`
 * @param now - Unix milliseconds
 * @returns the events
 */
export function toFailedEvents(report: AttemptReport, now: number): readonly AlertEvent[] {
  const { outcome, endpoint, provider, type, eventId, event } = report;
  if (outcome !== 'dead' && outcome !== 'retrying') return [];
  const known = {
    endpoint,
    provider,
    outcome: 'failed' as const,
    receivedAt: now,
    code: 'handler_failed',
    isFinal: outcome === 'dead',
  };
  if (event) return [toAlertEvent(event, known)];
  return [{ ...known, id: randomUUID(), type, eventId, subject: toSubject(undefined, provider, type) }];
}

function toAlertEvent(
  event: WebhookEvent,
  known: Pick<AlertEvent, 'endpoint' | 'provider' | 'outcome' | 'receivedAt'>,
): AlertEvent {
  const { id, type } = event;
  return {
    ...known,
    id: id === undefined ? randomUUID() : `${known.endpoint}:${id}`,
    type,
    eventId: id,
    subject: toSubject(event, known.provider, type),
  };
}

/** Its payload is read when a filter or a template asks for it. */
function toSubject(event: WebhookEvent | undefined, provider: string, type: string): AlertEvent['subject'] {
  return {
    type,
    provider,
    method: 'POST',
    path: '/',
    query: {},
    headers: event?.headers.entries() ?? [],
    get body() {
      return event?.payload;
    },
  };
}

function itemsOf(event: WebhookEvent): readonly WebhookEvent[] {
  try {
    const items = event.events;
    return items.length > 0 ? items : [event];
  } catch {
    return [event];
  }
}
