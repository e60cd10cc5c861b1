import type { GatewayContext } from '../context.ts';
import { viewConnection, type ConnectionView } from './connections.ts';
import type { Destination } from '../api/destination-schemas.ts';
import { viewDestinations } from './destination-view.ts';
import type { Page } from './find-forwards.ts';

interface PageQuery {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of destinations, the newest first. */
export async function listDestinations(
  { db }: GatewayContext,
  { cursor, limit }: PageQuery,
): Promise<Page<Destination>> {
  let selection = db.selectFrom('destinations').selectAll().where('deleted_at', 'is', null);
  if (cursor !== undefined) selection = selection.where('id', '<', cursor);
  const rows = await selection
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? (shown.at(-1)?.id ?? null) : null;
  return { items: [...(await viewDestinations(db, shown))], next };
}

/** Whose connections are meant. */
export interface ConnectionQuery extends PageQuery {
  readonly endpoint?: string | undefined;
  readonly destination?: string | undefined;
}

/** A page of connections, the newest first. */
export async function listConnections(
  { db }: GatewayContext,
  { cursor, limit, endpoint, destination }: ConnectionQuery,
): Promise<Page<ConnectionView>> {
  let selection = db.selectFrom('connections').selectAll();
  if (endpoint !== undefined) selection = selection.where('endpoint_id', '=', endpoint);
  if (destination !== undefined) selection = selection.where('destination_id', '=', destination);
  if (cursor !== undefined) selection = selection.where('id', '<', cursor);
  const rows = await selection
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(viewConnection);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
