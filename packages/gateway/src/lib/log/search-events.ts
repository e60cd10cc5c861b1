import { ApiError } from '../api/api-error.ts';
import { readQuery, type EventQuery } from './event-query.ts';
import { toSummaries, type EventSummary } from './event-row.ts';
import { openReader, type ReaderOrigin } from './open-reader.ts';
import { walkEvents, type Budget } from './walk-events.ts';

/** Which page of what is looked for. */
export interface SearchOptions extends EventQuery {
  /** Where the page before has ended: its `next`. */
  readonly cursor?: string | undefined;
  /** (50) */
  readonly limit?: number | undefined;
  /** (200 ms and 20,000 events) */
  readonly budget?: Budget | undefined;
}

/** A page of the log, the newest event first. */
export interface EventPage {
  readonly items: readonly EventSummary[];
  /** Where the next page begins; null where there is none. */
  readonly next: string | null;
  /** Where the budget was spent before the page was full: when the last event that was looked at came. */
  readonly searchedThrough: number | null;
}

const defaultBudget: Budget = { milliseconds: 200, events: 20_000 };

/**
 * Searches the log. A page stays the same while new events come.
 *
 * What has no index, such as the filter language, is looked for event by event: a page then has what was found within
 * the budget, and a `next` that goes on from there.
 *
 * @param origin - where the log is
 * @param options - what is looked for
 * @throws ApiError 422 where it cannot be asked
 */
export async function searchEvents(origin: ReaderOrigin, options: SearchOptions = {}): Promise<EventPage> {
  const { cursor, limit = 50, budget = defaultBudget, ...asked } = options;
  const query = readQuery(asked);
  const reader = openReader(origin);
  const before = readCursor(cursor);
  const { rows, through, end } = await walkEvents({
    reader,
    kind: origin.kind,
    query,
    before,
    limit,
    budget,
  });
  const items = await toSummaries(reader, rows);
  return {
    items,
    next: end === 'over' ? null : String(through),
    searchedThrough: end === 'spent' ? await timeAt(origin, through) : null,
  };
}

/** @throws ApiError 422 where it is none of ours */
function readCursor(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER;
  if (!/^\d{1,15}$/.test(cursor)) {
    throw new ApiError(422, 'bad_cursor', 'The cursor is no `next` of a page: leave it out to begin.');
  }
  return Number(cursor);
}

/** When the last event came that was looked at. */
async function timeAt(origin: ReaderOrigin, seq: number): Promise<number | null> {
  const row = await openReader(origin)
    .selectFrom('events')
    .select('received_at')
    .where('seq', '>=', seq)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst();
  return row?.received_at ?? null;
}
