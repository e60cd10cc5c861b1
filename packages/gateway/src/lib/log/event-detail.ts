import type { GatewayContext } from '../context.ts';
import { toBodyView, type BodyView } from './body-view.ts';
import { readAlerts, readForwards, type EventAlert, type EventForward } from './event-relations.ts';
import { toSummaries, type EventSummary } from './event-row.ts';
import { explainEvent } from './explain-event.ts';
import { findEvent } from './find-event.ts';
import type { Verification } from './verification-steps.ts';

/** Everything about an event. */
export interface EventDetail extends Omit<EventSummary, 'forwards'> {
  /** As received, and in order. */
  readonly headers: [name: string, value: string][];
  readonly body: BodyView;
  readonly verification: Verification;
  readonly forwards: EventForward[];
  readonly alerts: EventAlert[];
}

/**
 * Everything about an event.
 *
 * @param context - of the gateway
 * @param id - the gateway's
 * @throws ApiError 404 where there is none
 */
export async function readEventDetail(context: GatewayContext, id: string): Promise<EventDetail> {
  const event = await findEvent(context, id);
  const { headers, body, ...row } = event;
  const [summary] = (await toSummaries(context.db, [row])) as [EventSummary];
  const [verification, forwards, alerts] = await Promise.all([
    explainEvent(context, event),
    readForwards(context.db, row),
    readAlerts(context.db, row),
  ]);
  const view = toBodyView(body);
  return {
    ...summary,
    headers: JSON.parse(headers) as [string, string][],
    body: { ...view, isTruncated: view.isTruncated || body.length < row.bytes },
    verification,
    forwards,
    alerts,
  };
}
