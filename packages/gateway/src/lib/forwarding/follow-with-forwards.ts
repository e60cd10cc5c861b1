import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Tx } from '../database/open-database.ts';
import type { NewRow, Row } from '../database/schema.ts';
import type { Follower, StoredEvent } from '../routing/router.ts';
import { createCompiledFilters, type CompiledFilters } from './compiled-filters.ts';
import { toEventSubject } from './event-subject.ts';

/**
 * Makes forwards: for each verified event one for each enabled connection whose filter wants it. A duplicate makes none,
 * but has a forward that had died begin anew.
 */
export function followWithForwards(context: GatewayContext): Follower {
  const filters = createCompiledFilters();
  const unreadable = new Set<string>();
  const isWanted = (connection: Row<'connections'>, event: StoredEvent): boolean => {
    try {
      return matches(filters, connection.filter, event);
    } catch (error) {
      // It was compiled when it was saved; the event stays, and can be replayed.
      if (!unreadable.has(connection.id))
        context.log.error({ err: error, connection: connection.id }, 'a filter cannot be read');
      unreadable.add(connection.id);
      return false;
    }
  };
  return async (tx, events, now) => {
    // Of what an application reports there are no bytes to forward.
    const verified = events.filter(({ outcome, source }) => outcome === 'verified' && source !== 'reported');
    const connections = await readConnections(tx, [...new Set(verified.map(({ endpoint_id: id }) => id))]);
    const rows = verified.flatMap((event) =>
      connections
        .filter((connection) => connection.endpoint_id === event.endpoint_id && isWanted(connection, event))
        .map((connection) => toForward(event, connection, { now, replay: 0, trigger: 'automatic' })),
    );
    await insertForwards(tx, rows);
    for (const { outcome, duplicate_of: original } of events) {
      // oxlint-disable-next-line no-await-in-loop
      if (outcome === 'duplicate' && original !== null) await reviveDead(tx, original, now);
    }
  };
}

/** Whether a filter lets an event pass. */
export function matches(
  filters: CompiledFilters,
  filter: string | null,
  event: Parameters<typeof toEventSubject>[0],
): boolean {
  return filter === null || filters.of(filter).matches(toEventSubject(event));
}

/** The connections of endpoints through which something can go. */
export async function readConnections(
  tx: Pick<Tx, 'selectFrom'>,
  endpoints: readonly string[],
): Promise<readonly Row<'connections'>[]> {
  if (endpoints.length === 0) return [];
  return tx
    .selectFrom('connections')
    .innerJoin('destinations', 'destinations.id', 'connections.destination_id')
    .selectAll('connections')
    .where('connections.endpoint_id', 'in', endpoints)
    .where('connections.enabled', '=', 1)
    .where('destinations.deleted_at', 'is', null)
    .orderBy('connections.id')
    .execute();
}

/** What a forward is made for. */
export interface ForwardReason {
  readonly now: number;
  readonly replay: number;
  readonly trigger: Row<'forwards'>['trigger'];
}

/** A forward that is due now. */
export function toForward(
  event: Pick<Row<'events'>, 'id' | 'seq' | 'endpoint_id'>,
  connection: Pick<Row<'connections'>, 'id' | 'destination_id'>,
  { now, replay, trigger }: ForwardReason,
): Row<'forwards'> {
  return {
    id: createId('fwd', now),
    event: event.id,
    event_seq: event.seq,
    endpoint_id: event.endpoint_id,
    connection_id: connection.id,
    destination_id: connection.destination_id,
    replay,
    spent: 0,
    state: 'queued',
    trigger,
    last_status: null,
    last_error: null,
    created_at: now,
    settled_at: null,
    due_at: now,
    lease_token: null,
    lease_until: null,
    attempts: 0,
  };
}

/** In rows: below what a statement may have in parameters. */
const insertRows = 500;

/** Writes forwards down; one that is there stays as it is. */
export async function insertForwards(tx: Tx, rows: readonly NewRow<'forwards'>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += insertRows) {
    // oxlint-disable-next-line no-await-in-loop
    await tx
      .insertInto('forwards')
      .values(rows.slice(at, at + insertRows))
      .onConflict((conflict) => conflict.columns(['event_seq', 'connection_id', 'replay']).doNothing())
      .execute();
  }
}

/** A provider that sends again has not been told that its event had died: its last forwards begin anew. */
async function reviveDead(tx: Tx, event: string, now: number): Promise<void> {
  await sql`UPDATE forwards SET state = 'queued', due_at = ${now}, spent = attempts, settled_at = NULL,
      trigger = 'automatic'
    WHERE event = ${event} AND state = 'dead'
      AND NOT EXISTS (SELECT 1 FROM forwards later WHERE later.event = forwards.event
        AND later.connection_id = forwards.connection_id AND later.replay > forwards.replay)
      AND EXISTS (SELECT 1 FROM destinations WHERE destinations.id = forwards.destination_id
        AND destinations.deleted_at IS NULL)`.execute(tx);
}
