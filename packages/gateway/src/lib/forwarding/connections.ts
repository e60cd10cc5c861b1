import { toFilter } from '@hooklatch/relay/filter';
import { writeAudit } from '../access/write-audit.ts';
import type { Actor } from '../api/api.ts';
import { found } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import { createId } from '../create-id.ts';
import type { Row } from '../database/schema.ts';
import { findDestination, refusing } from './destinations.ts';

/** A connection as the API shows it. */
export interface ConnectionView {
  readonly id: string;
  readonly endpointId: string;
  readonly destinationId: string;
  readonly filter: string | null;
  readonly isEnabled: boolean;
  readonly createdAt: number;
}

/** What makes a connection. */
export interface NewConnection {
  readonly endpointId: string;
  readonly destinationId: string;
  /** In the filter language; null lets everything pass. */
  readonly filter?: string | null | undefined;
  readonly isEnabled?: boolean | undefined;
}

/** What the API shows of a row. */
export function viewConnection(row: Row<'connections'>): ConnectionView {
  return {
    id: row.id,
    endpointId: row.endpoint_id,
    destinationId: row.destination_id,
    filter: row.filter,
    isEnabled: row.enabled === 1,
    createdAt: row.created_at,
  };
}

/** A filter that says nothing is none. @throws ApiError 422 with the filter's own sentence */
function readFilter(filter: string | null | undefined): string | null {
  const text = filter?.trim() ?? '';
  if (text === '') return null;
  refusing('filter', () => toFilter(text));
  return text;
}

/** Joins an endpoint to a destination. @throws ApiError 404, 422 */
export async function createConnection(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  given: NewConnection,
): Promise<ConnectionView> {
  const filter = readFilter(given.filter);
  const endpoint = await context.db
    .selectFrom('endpoints')
    .select('id')
    .where('id', '=', given.endpointId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  found(endpoint, 'endpoint');
  await findDestination(context, given.destinationId);
  const now = context.now();
  const row: Row<'connections'> = {
    id: createId('con', now),
    endpoint_id: given.endpointId,
    destination_id: given.destinationId,
    filter,
    enabled: given.isEnabled === false ? 0 : 1,
    created_at: now,
  };
  await context.transaction(async (tx) => {
    await tx.insertInto('connections').values(row).execute();
    const detail = { endpointId: given.endpointId, destinationId: given.destinationId };
    await writeAudit(tx, now, { actor, action: 'connection.create', subject: row.id, detail });
  });
  context.bus.tell({ kind: 'configured', what: 'connections' });
  return viewConnection(row);
}

/** @throws ApiError 404 */
export async function findConnection(context: GatewayContext, id: string): Promise<Row<'connections'>> {
  const row = await context.db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst();
  return found(row, 'connection');
}

/** Changes what passes, or whether anything does. What waits already is sent all the same. @throws ApiError 404, 422 */
export async function changeConnection(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
  given: Pick<NewConnection, 'filter' | 'isEnabled'>,
): Promise<ConnectionView> {
  const row = await findConnection(context, id);
  const changed = {
    filter: given.filter === undefined ? row.filter : readFilter(given.filter),
    enabled: given.isEnabled === undefined ? row.enabled : given.isEnabled ? (1 as const) : (0 as const),
  };
  await context.transaction(async (tx) => {
    await tx.updateTable('connections').set(changed).where('id', '=', id).execute();
    const detail = { fields: Object.keys(given) };
    await writeAudit(tx, context.now(), { actor, action: 'connection.update', subject: id, detail });
  });
  context.bus.tell({ kind: 'configured', what: 'connections' });
  return viewConnection({ ...row, ...changed });
}

/** Deletes it; what waits because of it is cancelled. @throws ApiError 404 */
export async function deleteConnection(
  context: GatewayContext,
  actor: Pick<Actor, 'id'>,
  id: string,
): Promise<void> {
  await findConnection(context, id);
  const now = context.now();
  await context.transaction(async (tx) => {
    await tx.deleteFrom('connections').where('id', '=', id).execute();
    await tx
      .updateTable('forwards')
      .set({ state: 'cancelled', settled_at: now })
      .where('connection_id', '=', id)
      .where('state', '=', 'queued')
      .execute();
    await writeAudit(tx, now, { actor, action: 'connection.delete', subject: id });
  });
  context.bus.tell({ kind: 'configured', what: 'connections' });
}
