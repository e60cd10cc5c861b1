import { sql, type Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';
import type { Destination } from '../api/destination-schemas.ts';

/** A row, with how much waits and how much has died. */
export async function viewDestinations(
  db: Kysely<Database>,
  rows: readonly Row<'destinations'>[],
): Promise<readonly Destination[]> {
  if (rows.length === 0) return [];
  const counts = await db
    .selectFrom('forwards')
    .select(['destination_id', 'state', sql<number>`count(*)`.as('count')])
    .where(
      'destination_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('state', 'in', ['queued', 'leased', 'dead'])
    .groupBy(['destination_id', 'state'])
    .execute();
  const count = (id: string, states: readonly string[]): number =>
    counts
      .filter((one) => one.destination_id === id && states.includes(one.state))
      .reduce((sum, one) => sum + one.count, 0);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    label: row.label,
    state: row.state,
    timeoutMs: row.timeout_ms,
    schedule: row.schedule === null ? null : (JSON.parse(row.schedule) as readonly number[]),
    ratePerSecond: row.rate_per_second,
    concurrency: row.concurrency,
    consecutiveFailures: row.consecutive_failures,
    failingSince: row.failing_since,
    queued: count(row.id, ['queued', 'leased']),
    dead: count(row.id, ['dead']),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }));
}
