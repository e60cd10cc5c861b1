import { sql, type Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';

/** A destination as the dispatcher sees it when it looks for work. */
export interface Lane {
  readonly id: string;
  readonly kind: Row<'destinations'>['kind'];
  readonly state: Row<'destinations'>['state'];
  readonly concurrency: number;
  readonly ratePerSecond: number | null;
  /** How far its rate is spent, over all processes, in Unix microseconds. */
  readonly rateSpentUntil: number;
  readonly probeAt: number | null;
  readonly updatedAt: number;
  /** When the first of what waits is due; null where nothing waits. */
  readonly dueAt: number | null;
  /** How many are at work, in all processes. */
  readonly atWork: number;
}

/**
 * Reads what waits for whom. Each destination is two steps into an index, however much waits.
 *
 * @returns the destinations that are not paused
 */
export async function readLanes(db: Kysely<Database>): Promise<readonly Lane[]> {
  const { rows } = await sql<Lane>`SELECT id, kind, state, concurrency, rate_per_second AS "ratePerSecond",
      rate_spent_until AS "rateSpentUntil", probe_at AS "probeAt", updated_at AS "updatedAt",
      (SELECT min(due_at) FROM forwards WHERE destination_id = destinations.id AND state = 'queued') AS "dueAt",
      (SELECT count(*) FROM forwards WHERE destination_id = destinations.id AND state = 'leased') AS "atWork"
    FROM destinations WHERE deleted_at IS NULL AND state <> 'paused'`.execute(db);
  return rows;
}

/** How long after a failed probe a broken destination is tried again, in milliseconds. */
export const probeEveryMs = 60_000;

/** Takes the turn to try a broken destination: one in a minute, whichever process asks. */
export async function takeProbe(db: Kysely<Database>, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('destinations')
    .set({ probe_at: now + probeEveryMs })
    .where('id', '=', id)
    .where('state', '=', 'broken')
    .where((where) => where.or([where('probe_at', 'is', null), where('probe_at', '<=', now)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
