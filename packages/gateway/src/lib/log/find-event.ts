import type { GatewayContext } from '../context.ts';
import { found } from '../api/api-error.ts';
import type { WholeEvent } from './explain-event.ts';

/**
 * An event with its bytes.
 *
 * @param context - of the gateway
 * @param id - the gateway's
 * @throws ApiError 404 where there is none, or no longer
 */
export async function findEvent({ db }: Pick<GatewayContext, 'db'>, id: string): Promise<WholeEvent> {
  const event = await db
    .selectFrom('events')
    .leftJoin('contents', 'contents.seq', 'events.seq')
    .selectAll('events')
    .select(['contents.headers', 'contents.body'])
    .where('events.id', '=', id)
    .executeTakeFirst();
  const { headers, body, ...row } = found(event, 'event');
  return { ...row, headers: headers ?? '[]', body: body ?? new Uint8Array() };
}
