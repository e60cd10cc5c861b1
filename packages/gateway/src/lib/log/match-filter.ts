import type { Filter } from '@hooklatch/relay/filter';
import type { Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';
import { toEventSubject } from '../forwarding/event-subject.ts';

type EventRow = Row<'events'>;

/** In events, and in bytes of bodies: so much is read and parsed before others have their turn. */
const slice = { events: 64, bytes: 512 * 1024 };

/** The first events of some that are read together. */
export function takeSlice(rows: readonly EventRow[]): readonly EventRow[] {
  let bytes = 0;
  const end = rows.findIndex(
    (row, at) => at >= slice.events || ((bytes += row.bytes) > slice.bytes && at > 0),
  );
  return end < 0 ? rows : rows.slice(0, end);
}

/**
 * Those of some events that a filter wants.
 *
 * @param reader - where their contents are read
 * @param filter - what is asked
 * @param rows - at most a slice
 */
export async function matchFilter(
  reader: Kysely<Database>,
  filter: Filter,
  rows: readonly EventRow[],
): Promise<readonly EventRow[]> {
  const contents = await reader
    .selectFrom('contents')
    .select(['seq', 'headers', 'body'])
    .where(
      'seq',
      'in',
      rows.map(({ seq }) => seq),
    )
    .execute();
  const bySeq = new Map(contents.map((content) => [content.seq, content]));
  return rows.filter((row) => {
    const content = bySeq.get(row.seq);
    return content !== undefined && filter.matches(toEventSubject({ ...row, ...content }));
  });
}
