import type { GatewayContext } from '../context.ts';
import { viewDestinations } from './destination-view.ts';
import { tunnelsOf } from './tunnels.ts';

/** A destination that `hooklatch listen` connects to. */
export interface TunnelView {
  readonly destinationId: string;
  readonly name: string;
  readonly isConnected: boolean;
  readonly waiting: number;
  readonly lastSeenAt: number | null;
}

/** Who listens, as this process knows it. */
export async function listTunnels(context: GatewayContext): Promise<readonly TunnelView[]> {
  const rows = await context.db
    .selectFrom('destinations')
    .selectAll()
    .where('kind', '=', 'listen')
    .where('deleted_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  const tunnels = tunnelsOf(context);
  return (await viewDestinations(context.db, rows)).map(({ id, name, queued }) => {
    const line = tunnels.find(id);
    return {
      destinationId: id,
      name,
      isConnected: line?.isConnected() ?? false,
      waiting: queued,
      lastSeenAt: line?.lastSeenAt() ?? null,
    };
  });
}
