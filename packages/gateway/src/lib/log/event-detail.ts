import { listAlerts } from '../alerting/alerts.ts';
import type { AlertView } from '../api/alert-schemas.ts';
import type { Forward } from '../api/forward-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { forwardsOf } from '../forwarding/find-forwards.ts';
import { toBodyView, type BodyView } from './body-view.ts';
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
  readonly forwards: Forward[];
  readonly alerts: AlertView[];
}

/** An event with more has them in the list of alerts. */
const mostAlerts = 200;

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
    forwardsOf(context, row),
    listAlerts(context, { event: id, limit: mostAlerts }),
  ]);
  const view = toBodyView(body);
  return {
    ...summary,
    headers: JSON.parse(headers) as [string, string][],
    body: { ...view, isTruncated: view.isTruncated || body.length < row.bytes },
    verification,
    forwards,
    alerts: alerts.items.toReversed(),
  };
}
