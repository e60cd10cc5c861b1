import type { GatewayContext } from '../context.ts';
import type { Row } from '../database/schema.ts';
import type { DestinationConfigs, DestinationKind } from './destination-config.ts';

/** A destination as workers use it. */
export type OpenDestination = {
  readonly [Kind in DestinationKind]: {
    readonly id: string;
    readonly kind: Kind;
    readonly config: DestinationConfigs[Kind];
    readonly row: Row<'destinations'>;
  };
}[DestinationKind];

/** Reads a destination with its secrets. @throws Error where the vault's key is another one */
export function openDestination(
  context: Pick<GatewayContext, 'vault'>,
  row: Row<'destinations'>,
): OpenDestination {
  const config = JSON.parse(context.vault.open(row.config, row.id)) as DestinationConfigs[DestinationKind];
  return { id: row.id, kind: row.kind, config, row } as OpenDestination;
}

/** Keeps what workers need of destinations, until they are changed. */
export interface DestinationCache {
  /** @returns nothing where it has gone */
  read(id: string): Promise<OpenDestination | undefined>;
  /** What was changed since is read again. */
  expire(id: string, updatedAt: number): void;
}

/** Makes a cache: rows are opened once for each change of theirs. */
export function createDestinationCache(context: GatewayContext): DestinationCache {
  const known = new Map<string, OpenDestination>();
  return {
    async read(id) {
      const cached = known.get(id);
      if (cached) return cached;
      const row = await context.db
        .selectFrom('destinations')
        .selectAll()
        .where('id', '=', id)
        .where('deleted_at', 'is', null)
        .executeTakeFirst();
      if (!row) return undefined;
      const opened = openDestination(context, row);
      known.set(id, opened);
      return opened;
    },
    expire(id, updatedAt) {
      if (known.get(id)?.row.updated_at !== updatedAt) known.delete(id);
    },
  };
}
