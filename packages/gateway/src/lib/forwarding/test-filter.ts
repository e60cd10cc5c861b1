import { toFilter, type Filter } from '@hooklatch/relay/filter';
import type { GatewayContext } from '../context.ts';
import { toEventSubject } from './event-subject.ts';
import type { FilterTest } from '../api/connection-schemas.ts';

/** Asks a filter about the last verified events. */
export async function testFilter(
  context: GatewayContext,
  {
    filter,
    endpointId,
    limit = 20,
  }: { filter: string; endpointId?: string | undefined; limit?: number | undefined },
): Promise<FilterTest> {
  let compiled: Filter | undefined;
  try {
    if (filter.trim() !== '') compiled = toFilter(filter);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { error: error.message, items: [], matched: 0, of: 0 };
  }
  let query = context.db
    .selectFrom('events')
    .innerJoin('contents', 'contents.seq', 'events.seq')
    .selectAll('events')
    .select(['contents.headers', 'contents.body'])
    .where('events.outcome', '=', 'verified');
  if (endpointId !== undefined) query = query.where('events.endpoint_id', '=', endpointId);
  const events = await query.orderBy('events.seq', 'desc').limit(limit).execute();
  const items = events.map((event) => ({
    eventId: event.id,
    type: event.type,
    receivedAt: event.received_at,
    isMatch: compiled?.matches(toEventSubject(event)) ?? true,
  }));
  return { error: null, items, matched: items.filter(({ isMatch }) => isMatch).length, of: items.length };
}
