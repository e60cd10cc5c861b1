import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { BulkPlan } from '../api/bulk-schemas.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import { toForwardCondition, type ForwardQuery, type Page } from './find-forwards.ts';

/** Which forwards are retried: those that are dead. */
export interface BulkQuery extends Omit<ForwardQuery, 'state'> {
  readonly state: 'dead';
}

/** A bulk retry as the API shows it. */
export interface BulkView {
  readonly id: string;
  readonly query: BulkQuery;
  readonly state: Row<'bulk_retries'>['state'];
  /** How many there were when it began. */
  readonly estimate: number;
  readonly done: number;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly settledAt: number | null;
}

/** What the API shows of a row. */
function viewBulk(row: Row<'bulk_retries'>): BulkView {
  return {
    id: row.id,
    query: JSON.parse(row.query) as BulkQuery,
    state: row.state,
    estimate: row.estimate,
    done: row.done,
    createdBy: row.created_by,
    createdAt: row.created_at,
    settledAt: row.settled_at,
  };
}

/** How many forwards would be retried, and to where. What died at a destination that is gone stays dead. */
export async function planBulk({ db }: Pick<GatewayContext, 'db'>, query: BulkQuery): Promise<BulkPlan> {
  const rows = await db
    .selectFrom('forwards')
    .innerJoin('destinations', 'destinations.id', 'forwards.destination_id')
    .leftJoin('events', 'events.seq', 'forwards.event_seq')
    .where('destinations.deleted_at', 'is', null)
    .where(await toForwardCondition(db, query))
    .select(({ fn }) => ['forwards.destination_id', fn.countAll<number>().as('count')])
    .groupBy('forwards.destination_id')
    .orderBy('count', 'desc')
    .orderBy('forwards.destination_id')
    .execute();
  const byDestination = rows.map(({ destination_id: destinationId, count }) => ({ destinationId, count }));
  return { estimate: byDestination.reduce((sum, { count }) => sum + count, 0), byDestination };
}

/** Begins to retry dead forwards, behind the answer. */
export async function createBulk(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  query: BulkQuery,
): Promise<BulkView> {
  const { estimate } = await planBulk(context, query);
  const now = context.now();
  const row: Row<'bulk_retries'> = {
    id: createId('blk', now),
    query: JSON.stringify(query),
    state: 'running',
    estimate,
    done: 0,
    cursor: null,
    created_by: actor.id,
    created_at: now,
    settled_at: null,
  };
  await context.transaction(async (tx) => {
    await tx.insertInto('bulk_retries').values(row).execute();
    await writeAudit(tx, now, { actor, action: 'bulk.create', subject: row.id, detail: { query, estimate } });
  });
  context.bus.tell({ kind: 'bulk_changed', bulk: row.id });
  return viewBulk(row);
}

/** @throws ApiError 404 */
export async function findBulk({ db }: Pick<GatewayContext, 'db'>, id: string): Promise<BulkView> {
  return viewBulk(
    found(
      await db.selectFrom('bulk_retries').selectAll().where('id', '=', id).executeTakeFirst(),
      'bulk retry',
    ),
  );
}

/** A page of them, the newest first. */
export async function listBulks(
  { db }: Pick<GatewayContext, 'db'>,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<BulkView>> {
  let selection = db.selectFrom('bulk_retries').selectAll();
  if (cursor !== undefined) selection = selection.where('id', '<', cursor);
  const rows = await selection
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(viewBulk);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Ends one; what was made due already stays so. @throws ApiError 404; 409 where it has ended */
export async function cancelBulk(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<BulkView> {
  await findBulk(context, id);
  const now = context.now();
  await context.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('bulk_retries')
      .set({ state: 'cancelled', settled_at: now })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new ApiError(409, 'ended', 'The bulk retry has ended already.');
    await writeAudit(tx, now, { actor, action: 'bulk.cancel', subject: id });
  });
  context.bus.tell({ kind: 'bulk_changed', bulk: id });
  return findBulk(context, id);
}
