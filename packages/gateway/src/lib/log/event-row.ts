import type { Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';

/** How many forwards of an event are in each state. */
export type ForwardCounts = Record<'queued' | 'leased' | 'delivered' | 'dead' | 'cancelled', number>;

/** An event as lists show it. */
export interface EventSummary {
  readonly id: string;
  readonly endpointId: string;
  readonly provider: string;
  /** Unix milliseconds. */
  readonly receivedAt: number;
  readonly method: string;
  readonly target: string;
  readonly outcome: Row<'events'>['outcome'];
  readonly status: number;
  readonly code: string | null;
  readonly hint: string | null;
  /** The provider's. */
  readonly eventId: string | null;
  readonly type: string | null;
  readonly duplicateOf: string | null;
  readonly source: Row<'events'>['source'];
  /** Of the body. */
  readonly bytes: number;
  /** Until it was answered. */
  readonly milliseconds: number;
  readonly contentType: string | null;
  readonly secretId: string | null;
  readonly remoteAddress: string | null;
  readonly forwards: ForwardCounts;
}

/**
 * Events as lists show them, with what has become of their forwards.
 *
 * @param db - where the forwards are
 * @param rows - in the order in which they are shown
 */
export async function toSummaries(
  db: Kysely<Database>,
  rows: readonly Row<'events'>[],
): Promise<EventSummary[]> {
  const counts = new Map<string, ForwardCounts>();
  const ids = rows.map(({ id }) => id);
  const found =
    ids.length === 0
      ? []
      : await db
          .selectFrom('forwards')
          .select((by) => ['event', 'state', by.fn.countAll<number>().as('count')])
          .where('event', 'in', ids)
          .groupBy(['event', 'state'])
          .execute();
  for (const { event, state, count } of found) {
    counts.set(event, { ...(counts.get(event) ?? noForwards), [state]: count });
  }
  return rows.map((row) => toSummary(row, counts.get(row.id) ?? noForwards));
}

const noForwards: ForwardCounts = { queued: 0, leased: 0, delivered: 0, dead: 0, cancelled: 0 };

function toSummary(row: Row<'events'>, forwards: ForwardCounts): EventSummary {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    provider: row.provider,
    receivedAt: row.received_at,
    method: row.method,
    target: row.target,
    outcome: row.outcome,
    status: row.status,
    code: row.code,
    hint: row.hint,
    eventId: row.event_id,
    type: row.type,
    duplicateOf: row.duplicate_of,
    source: row.source,
    bytes: row.bytes,
    milliseconds: row.milliseconds,
    contentType: row.content_type,
    secretId: row.secret_id,
    remoteAddress: row.remote_address,
    forwards: { ...forwards },
  };
}
