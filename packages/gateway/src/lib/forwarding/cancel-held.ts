import type { GatewayContext } from '../context.ts';
import { unleased, type LeasedRows } from '../database/leased-rows.ts';
import type { Row } from '../database/schema.ts';

/** Ends a forward that nobody wants, where its lease is still held. */
export async function cancelHeld(
  context: GatewayContext,
  rows: LeasedRows<'forwards'>,
  { id, lease_token: token, event }: Row<'forwards'>,
): Promise<boolean> {
  const isCancelled = await context.transaction(async (tx) => {
    if (!(await rows.holds(tx, { id, lease_token: token }))) return false;
    await tx
      .updateTable('forwards')
      .set({
        ...unleased,
        state: 'cancelled',
        settled_at: context.now(),
        last_error: 'The listener does not want it.',
      })
      .where('id', '=', id)
      .execute();
    return true;
  });
  if (isCancelled) context.bus.tell({ kind: 'forward_changed', forward: id, event, state: 'cancelled' });
  return isCancelled;
}
