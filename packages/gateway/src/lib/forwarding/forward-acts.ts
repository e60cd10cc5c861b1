import { sql } from 'kysely';
import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { ApiError, found } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { unleased } from '../database/leased-rows.ts';
import type { Tx } from '../database/open-database.ts';
import type { Row } from '../database/schema.ts';
import { findDestination } from './destinations.ts';

/**
 * Makes forwards that were given up due again, with their whole schedule before them. By hand those that wait are due at
 * once, and those that were cancelled too.
 *
 * @returns how many
 */
export async function requeue(
  tx: Tx,
  ids: readonly string[],
  { now, trigger }: { readonly now: number; readonly trigger: 'manual' | 'bulk' },
): Promise<number> {
  if (ids.length === 0) return 0;
  const { numAffectedRows } = await sql`UPDATE forwards SET
      spent = CASE WHEN state = 'queued' THEN spent ELSE attempts END,
      state = 'queued', due_at = ${now}, trigger = ${trigger}, settled_at = NULL
    WHERE id IN (${sql.join(ids)}) AND (state = 'dead' OR state IN ('cancelled', 'queued') AND ${trigger} = 'manual')
      AND EXISTS (SELECT 1 FROM destinations WHERE destinations.id = forwards.destination_id
        AND destinations.deleted_at IS NULL)`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

async function findForward(context: GatewayContext, id: string): Promise<Row<'forwards'>> {
  return found(
    await context.db.selectFrom('forwards').selectAll().where('id', '=', id).executeTakeFirst(),
    'forward',
  );
}

/** Tries a forward again, now. @throws ApiError 404; 409 where it was delivered, or is at work */
export async function retryForward(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  const { destination_id: destinationId, event } = await findForward(context, id);
  await findDestination(context, destinationId);
  const now = context.now();
  await context.transaction(async (tx) => {
    if ((await requeue(tx, [id], { now, trigger: 'manual' })) === 0) {
      throw new ApiError(
        409,
        'not_waiting',
        'The forward was delivered, or is at work: replay its event instead.',
      );
    }
    await writeAudit(tx, now, { actor, action: 'forward.retry', subject: id });
  });
  context.bus.tell({ kind: 'forward_due' });
  context.bus.tell({ kind: 'forward_changed', forward: id, event, state: 'queued' });
}

/** Gives a forward up. One that is at work may still arrive. @throws ApiError 404; 409 where it has ended */
export async function cancelForward(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  const { event } = await findForward(context, id);
  const now = context.now();
  await context.transaction(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('forwards')
      .set({ ...unleased, state: 'cancelled', settled_at: now })
      .where('id', '=', id)
      .where('state', 'in', ['queued', 'leased'])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new ApiError(409, 'ended', 'The forward has ended already.');
    await writeAudit(tx, now, { actor, action: 'forward.cancel', subject: id });
  });
  context.bus.tell({ kind: 'forward_changed', forward: id, event, state: 'cancelled' });
}
