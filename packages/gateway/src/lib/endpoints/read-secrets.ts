import type { Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';

/** In ids: a statement takes no list of any length. */
const largestList = 500;

/** The secrets of endpoints, by the endpoint's id, each in the ring's order. */
export async function readSecrets(
  db: Kysely<Database>,
  endpointIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Row<'secrets'>[]>> {
  const found = new Map<string, Row<'secrets'>[]>();
  for (let at = 0; at < endpointIds.length; at += largestList) {
    // oxlint-disable-next-line no-await-in-loop
    const rows = await db
      .selectFrom('secrets')
      .selectAll()
      .where('endpoint_id', 'in', endpointIds.slice(at, at + largestList))
      .orderBy('position')
      .orderBy('id', 'desc')
      .execute();
    for (const row of rows) {
      const own = found.get(row.endpoint_id);
      if (own) own.push(row);
      else found.set(row.endpoint_id, [row]);
    }
  }
  return found;
}
