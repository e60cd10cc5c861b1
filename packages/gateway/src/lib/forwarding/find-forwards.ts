import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { ApiError, found } from '../api/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { Database, Row } from '../database/schema.ts';
import { findTypes } from '../log/type-names.ts';
import type { Forward, ForwardDetail } from '../api/forward-schemas.ts';
import { viewAttempt, viewForward } from './forward-view.ts';

/** Which forwards are meant; what is not given does not matter. */
export interface ForwardQuery {
  readonly state?: Row<'forwards'>['state'] | undefined;
  readonly destinationId?: string | undefined;
  readonly endpointId?: string | undefined;
  /** Of the event; `*` stands for any letters. */
  readonly type?: string | undefined;
  /** Of the last answer. */
  readonly status?: number | undefined;
  /** Made from then on, in Unix milliseconds. */
  readonly from?: number | undefined;
  /** Made before then, in Unix milliseconds. */
  readonly to?: number | undefined;
}

/** A page of a list. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

/**
 * Asks which forwards a query means, where `events` is joined to them.
 *
 * @throws ApiError 422 where a type means too much
 */
export async function toForwardCondition(
  db: Kysely<Database>,
  query: ForwardQuery,
): Promise<RawBuilder<SqlBool>> {
  const { state, destinationId, endpointId, type, status, from, to } = query;
  const conditions = [
    state !== undefined && sql`forwards.state = ${state}`,
    destinationId !== undefined && sql`forwards.destination_id = ${destinationId}`,
    endpointId !== undefined && sql`forwards.endpoint_id = ${endpointId}`,
    status !== undefined && sql`forwards.last_status = ${status}`,
    from !== undefined && sql`forwards.created_at >= ${from}`,
    to !== undefined && sql`forwards.created_at < ${to}`,
    type !== undefined && (await toTypeCondition(db, type)),
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? sql`1 = 1` : sql`(${sql.join(conditions, sql` AND `)})`;
}

async function toTypeCondition(db: Kysely<Database>, type: string): Promise<RawBuilder<unknown>> {
  if (type.includes('\0'))
    throw new ApiError(422, 'bad_query', 'A character of the type is in no event: leave it out.');
  if (!type.includes('*')) return sql`events.type = ${type}`;
  const types = await findTypes(db, type);
  if (!types)
    throw new ApiError(422, 'bad_query', 'The type means more than 64 types of events: say more of it.');
  return types.length === 0 ? sql`1 = 0` : sql`events.type IN (${sql.join(types)})`;
}

/** A page of forwards, the newest first. */
export async function listForwards(
  { db }: Pick<GatewayContext, 'db'>,
  query: ForwardQuery & { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<Forward>> {
  const { cursor, limit } = query;
  let selection = db
    .selectFrom('forwards')
    .leftJoin('events', 'events.seq', 'forwards.event_seq')
    .where(await toForwardCondition(db, query));
  if (cursor !== undefined) selection = selection.where('forwards.id', '<', cursor);
  const rows = await selection
    .selectAll('forwards')
    .select('events.type')
    .orderBy('forwards.id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(viewForward);
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** The forwards of an event, the oldest first. */
export async function forwardsOf(
  { db }: Pick<GatewayContext, 'db'>,
  { id, type }: Pick<Row<'events'>, 'id' | 'type'>,
): Promise<Forward[]> {
  const rows = await db.selectFrom('forwards').selectAll().where('event', '=', id).orderBy('id').execute();
  return rows.map((row) => viewForward({ ...row, type }));
}

/** A forward with its attempts, the first one first. @throws ApiError 404 */
export async function readForward({ db }: Pick<GatewayContext, 'db'>, id: string): Promise<ForwardDetail> {
  const row = await db
    .selectFrom('forwards')
    .leftJoin('events', 'events.seq', 'forwards.event_seq')
    .selectAll('forwards')
    .select('events.type')
    .where('forwards.id', '=', id)
    .executeTakeFirst();
  const forward = viewForward(found(row, 'forward'));
  const attempts = await db
    .selectFrom('attempts')
    .selectAll()
    .where('forward_id', '=', id)
    .orderBy('number')
    .orderBy('id')
    .execute();
  return { ...forward, attemptLog: attempts.map(viewAttempt) };
}
