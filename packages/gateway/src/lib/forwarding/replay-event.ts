import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { Tx } from '../database/open-database.ts';
import { createCompiledFilters } from './compiled-filters.ts';
import { insertForwards, matches, readConnections, toForward } from './follow-with-forwards.ts';
import { readWholeEvent, type WholeEvent } from './read-event.ts';

const filters = createCompiledFilters();

/**
 * Sends a stored event once more: a new forward for each connection, or for those that are named, as far as their
 * filters want it today.
 *
 * @param id - the gateway's, of the event
 * @returns the ids of the new forwards
 * @throws ApiError 404; 409 where nothing would be sent; 422 where a connection is none of its endpoint
 */
export async function replayEvent(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  connectionIds?: readonly string[],
): Promise<readonly string[]> {
  const event = await readReplayable(context, id);
  const all = await readConnections(context.db, [event.endpoint_id]);
  const chosen = connectionIds ? all.filter((one) => connectionIds.includes(one.id)) : all;
  if (connectionIds && new Set(connectionIds).size !== chosen.length) {
    throw new ApiError(
      422,
      'connection',
      'One of the connections is not there, is off, or is of another endpoint.',
    );
  }
  const wanted = chosen.filter(({ filter }) => matches(filters, filter, event));
  if (wanted.length === 0) {
    throw new ApiError(409, 'not_wanted', 'No connection of its endpoint lets this event pass now.');
  }
  const now = context.now();
  const ids = await context.transaction(async (tx) => {
    const replay = await nextReplay(context, tx, event);
    const rows = wanted.map((connection) => toForward(event, connection, { now, replay, trigger: 'manual' }));
    await insertForwards(tx, rows);
    const detail = { replay, connections: wanted.map((connection) => connection.id) };
    await writeAudit(tx, now, { actor, action: 'event.replay', subject: id, detail });
    return rows.map((row) => row.id);
  });
  context.bus.tell({ kind: 'forward_due' });
  for (const forward of ids)
    context.bus.tell({ kind: 'forward_changed', forward, event: id, state: 'queued' });
  return ids;
}

async function readReplayable({ db }: GatewayContext, id: string): Promise<WholeEvent> {
  const { seq } = found(
    await db.selectFrom('events').select('seq').where('id', '=', id).executeTakeFirst(),
    'event',
  );
  const event = await readWholeEvent(db, seq);
  if (!event || event.source === 'reported') {
    throw new ApiError(409, 'no_content', 'The bytes of this event are not kept here.');
  }
  if (event.outcome !== 'verified' && event.outcome !== 'duplicate') {
    throw new ApiError(409, 'not_verified', 'Only what was verified can be forwarded.');
  }
  return event;
}

/**
 * Two replays at once have numbers of their own, and the event stays until they are written down.
 *
 * @throws ApiError 404 where retention was faster
 */
async function nextReplay({ kind }: GatewayContext, tx: Tx, { seq }: WholeEvent): Promise<number> {
  let query = tx.selectFrom('events').select('seq').where('seq', '=', seq);
  if (kind === 'postgres') query = query.forUpdate();
  found(await query.executeTakeFirst(), 'event');
  const { last } = await tx
    .selectFrom('forwards')
    .select(({ fn }) => fn.max('replay').as('last'))
    .where('event_seq', '=', seq)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}
