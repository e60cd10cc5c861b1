import type { Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';

/** A forward of an event, as it is shown. */
export interface EventForward {
  readonly id: string;
  readonly eventId: string;
  readonly endpointId: string;
  readonly connectionId: string;
  readonly destinationId: string;
  readonly type: string | null;
  readonly state: Row<'forwards'>['state'];
  readonly trigger: Row<'forwards'>['trigger'];
  readonly replay: number;
  readonly attempts: number;
  readonly dueAt: number;
  readonly lastStatus: number | null;
  readonly lastError: string | null;
  readonly createdAt: number;
  readonly settledAt: number | null;
}

/** An alert of an event on its way to one channel. */
export interface EventSend {
  readonly id: string;
  readonly channelId: string;
  readonly channelName: string;
  readonly state: Row<'sends'>['state'];
  readonly attempts: number;
  readonly lastError: string | null;
  readonly settledAt: number | null;
}

/** An alert of an event, as it is shown. */
export interface EventAlert {
  readonly id: string;
  readonly ruleId: string;
  readonly ruleName: string;
  readonly kind: string;
  readonly key: string;
  readonly eventId: string | null;
  readonly title: string;
  readonly createdAt: number;
  readonly sends: readonly EventSend[];
}

/** The forwards of an event, the oldest first. */
export async function readForwards(db: Kysely<Database>, event: Row<'events'>): Promise<EventForward[]> {
  const rows = await db
    .selectFrom('forwards')
    .selectAll()
    .where('event', '=', event.id)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    eventId: row.event,
    endpointId: row.endpoint_id,
    connectionId: row.connection_id,
    destinationId: row.destination_id,
    type: event.type,
    state: row.state,
    trigger: row.trigger,
    replay: row.replay,
    attempts: row.attempts,
    dueAt: row.due_at,
    lastStatus: row.last_status,
    lastError: row.last_error,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  }));
}

/** The alerts of an event, the oldest first. */
export async function readAlerts(db: Kysely<Database>, event: Row<'events'>): Promise<EventAlert[]> {
  const alerts = await db
    .selectFrom('alerts')
    .leftJoin('rules', 'rules.id', 'alerts.rule_id')
    .selectAll('alerts')
    .select('rules.name')
    .where('alerts.event', '=', event.id)
    .orderBy('alerts.id')
    .execute();
  if (alerts.length === 0) return [];
  const sends = await db
    .selectFrom('sends')
    .leftJoin('channels', 'channels.id', 'sends.channel_id')
    .selectAll('sends')
    .select('channels.name')
    .where(
      'sends.alert_id',
      'in',
      alerts.map(({ id }) => id),
    )
    .orderBy('sends.id')
    .execute();
  return alerts.map((alert) => ({
    id: alert.id,
    ruleId: alert.rule_id,
    ruleName: alert.name ?? '',
    kind: alert.kind,
    key: alert.key,
    eventId: alert.event,
    title: titleOf(alert.message),
    createdAt: alert.created_at,
    sends: sends
      .filter(({ alert_id: id }) => id === alert.id)
      .map((send) => ({
        id: send.id,
        channelId: send.channel_id,
        channelName: send.name ?? '',
        state: send.state,
        attempts: send.attempts,
        lastError: send.last_error,
        settledAt: send.settled_at,
      })),
  }));
}

function titleOf(message: string): string {
  const { title } = JSON.parse(message) as { title?: unknown };
  return typeof title === 'string' ? title : '';
}
