import type { Kysely } from 'kysely';
import { found } from '../api/api-error.ts';
import type { Database, Row } from '../database/schema.ts';

/** An endpoint that was not deleted. @throws ApiError 404 where there is none */
export async function readEndpoint(db: Kysely<Database>, id: string): Promise<Row<'endpoints'>> {
  const query = db.selectFrom('endpoints').selectAll().where('id', '=', id).where('deleted_at', 'is', null);
  return found(await query.executeTakeFirst(), 'endpoint');
}

/** Says that an endpoint is another one now: later than it was, whatever the clock says. */
export function laterThan(row: Row<'endpoints'>, now: number): number {
  return Math.max(now, row.updated_at + 1);
}
