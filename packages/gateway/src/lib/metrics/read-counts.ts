import { sql } from 'kysely';
import type { GatewayContext } from '../context.ts';
import type { Span } from './add-counts.ts';

/** What was counted of something in a part of a time. */
export interface CountedPart {
  /** When the part begins, in Unix minutes. */
  readonly at: number;
  readonly metric: string;
  readonly count: number;
}

/** Which counts are read. */
export interface CountsQuery {
  /** In Unix minutes: from then on. */
  readonly from: number;
  /** In Unix minutes: before then. */
  readonly to: number;
  /** How long a part is, in minutes. */
  readonly width: number;
  readonly span: Span;
  /** An endpoint's id (every endpoint) */
  readonly endpoint?: string | undefined;
}

/** What was counted of endpoints, in parts of a time. */
export async function readCounts(
  { db }: Pick<GatewayContext, 'db'>,
  { from, to, width, span, endpoint }: CountsQuery,
): Promise<readonly CountedPart[]> {
  const one = endpoint === undefined ? sql`` : sql`AND subject = ${endpoint}`;
  // Whole numbers in the text: a parameter of its own type would make it a division of fractions.
  const part = sql.raw(`minute - (minute - ${Math.trunc(from)}) % ${Math.trunc(width)}`);
  const { rows } =
    await sql<CountedPart>`SELECT ${part} AS at, metric, CAST(sum(count) AS BIGINT) AS count FROM minutes
    WHERE span = ${span} AND minute >= ${from} AND minute < ${to} ${one}
    GROUP BY 1, metric`.execute(db);
  return rows;
}

/** Counts of the buckets of a latency, from counts by metric. */
export function toHistogram(counts: ReadonlyMap<string, number>, timed: 'ingest' | 'forward'): number[] {
  const buckets: number[] = Array.from({ length: 24 }, () => 0);
  for (const [metric, count] of counts) {
    const bucket = metric.startsWith(`${timed}:`) ? Number(metric.slice(timed.length + 1)) : -1;
    if (bucket >= 0 && bucket < buckets.length) buckets[bucket] = (buckets[bucket] ?? 0) + count;
  }
  return buckets;
}

/** Counts by metric, whenever they were. */
export function addByMetric(parts: readonly CountedPart[]): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { metric, count } of parts) sums.set(metric, count + (sums.get(metric) ?? 0));
  return sums;
}
