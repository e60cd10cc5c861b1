import { sql } from 'kysely';
import type { Tx } from '../database/open-database.ts';

/** Something that is added to what was counted. */
export interface Count {
  /** One of `metric-names.ts`. */
  readonly metric: string;
  /** An endpoint's or a destination's id, or `log`. */
  readonly subject: string;
  /** What is added; taken off where it is negative. */
  readonly count: number;
  /** When it happened, in Unix milliseconds. */
  readonly at: number;
}

/** In minutes: what a count is kept for. 0 counts all time. */
export type Span = 0 | 1 | 60;

const everySpan: readonly Span[] = [1, 60, 0];
/** In rows: each has five values, and a statement has its limits. */
const mostRows = 500;

/** The minute in which a span begins. */
function startOf(at: number, span: Span): number {
  const minute = Math.floor(at / 60_000);
  return span === 0 ? 0 : minute - (minute % span);
}

/**
 * Adds to the counts of the minute, of the hour and of all time; in the transaction that does what is counted, so that
 * each is counted once.
 *
 * @param tx - the transaction
 * @param counts - in any order; those of the same minute are added up first
 * @param spans - what they are kept for (each minute, each hour, all time)
 */
export async function addCounts(
  tx: Tx,
  counts: readonly Count[],
  spans: readonly Span[] = everySpan,
): Promise<void> {
  const rows = [...addUp(counts, spans).values()].filter(({ count }) => count !== 0).toSorted(byKey);
  for (let at = 0; at < rows.length; at += mostRows) {
    // oxlint-disable-next-line no-await-in-loop
    await tx
      .insertInto('minutes')
      .values(rows.slice(at, at + mostRows))
      .onConflict((conflict) =>
        conflict
          .columns(['span', 'minute', 'metric', 'subject'])
          .doUpdateSet({ count: sql<number>`minutes.count + excluded.count` }),
      )
      .execute();
  }
}

interface MinuteRow {
  readonly span: number;
  readonly minute: number;
  readonly metric: string;
  readonly subject: string;
  readonly count: number;
}

function addUp(counts: readonly Count[], spans: readonly Span[]): Map<string, MinuteRow> {
  const rows = new Map<string, MinuteRow>();
  for (const { metric, subject, count, at } of counts) {
    for (const span of spans) {
      const minute = startOf(at, span);
      const key = `${span} ${minute} ${metric} ${subject}`;
      rows.set(key, { span, minute, metric, subject, count: count + (rows.get(key)?.count ?? 0) });
    }
  }
  return rows;
}

/** Everybody locks rows in the same order, so that two processes never wait for each other. */
function byKey(left: MinuteRow, right: MinuteRow): number {
  return (
    left.span - right.span ||
    left.minute - right.minute ||
    compare(left.metric, right.metric) ||
    compare(left.subject, right.subject)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
