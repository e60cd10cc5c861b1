import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { SeqRange } from './seq-source.ts';

/** In events: so far may one stand from its place in time, because a clock was set or two processes wrote at once. */
const disorder = 4096;

/**
 * Where in the log the events of a time stand. The log is in the order in which it was written, which is that of time
 * but for what stands at most 4,096 events away.
 *
 * @param reader - where it is looked up
 * @param times - in Unix milliseconds
 * @param range - of the log; the time is looked for within
 * @returns a part of the range, which may have other events too
 */
export async function toTimeRange(
  reader: Kysely<Database>,
  { from, to }: { readonly from?: number | undefined; readonly to?: number | undefined },
  range: SeqRange,
): Promise<SeqRange> {
  const last =
    to === undefined
      ? undefined
      : await ask(
          reader,
          sql`SELECT max(seq) AS seq FROM (SELECT seq FROM events WHERE received_at < ${to}
            ORDER BY received_at DESC, seq DESC LIMIT ${disorder}) AS latest`,
        );
  const first =
    from === undefined
      ? undefined
      : await ask(
          reader,
          sql`SELECT min(seq) AS seq FROM (SELECT seq FROM events WHERE received_at >= ${from}
            ORDER BY received_at, seq LIMIT ${disorder}) AS earliest`,
        );
  // Nothing is there: nothing is in the range.
  if (last === null || first === null) return { before: range.floor, floor: range.floor };
  return {
    before: Math.min(range.before, (last ?? Number.MAX_SAFE_INTEGER - 1) + 1),
    floor: Math.max(range.floor, first ?? range.floor),
  };
}

async function ask(
  reader: Kysely<Database>,
  statement: ReturnType<typeof sql<{ seq: number | null }>>,
): Promise<number | null> {
  const { rows } = await statement.execute(reader);
  return rows[0]?.seq ?? null;
}
