import type { GatewayContext } from '../context.ts';
import type { Span } from './add-counts.ts';
import { toPercentiles, type Percentiles } from './latency-buckets.ts';
import { addByMetric, readCounts, toHistogram, type CountedPart } from './read-counts.ts';
import { readQueue, readTrouble, type QueueState, type TroubleState } from './read-queue.ts';

/** What happened in a part of a time. */
export interface OverviewBucket {
  /** When it begins, in Unix milliseconds. */
  readonly at: number;
  readonly received: number;
  readonly verified: number;
  readonly duplicate: number;
  readonly rejected: number;
  readonly delivered: number;
  readonly failed: number;
  readonly dead: number;
}

/** What happened, and how it stands. */
export interface Overview extends TroubleState {
  readonly buckets: OverviewBucket[];
  /** By their code, the most frequent first. */
  readonly rejections: { readonly code: string; readonly count: number }[];
  /** How long the door took, in milliseconds. */
  readonly ingest: Percentiles;
  /** How long destinations took, in milliseconds. */
  readonly forwarding: Percentiles;
  readonly queue: QueueState;
}

/** What an overview is about. */
export interface OverviewQuery {
  /** Unix milliseconds. (a day ago) */
  readonly from?: number | undefined;
  /** Unix milliseconds. (now) */
  readonly to?: number | undefined;
  /** An endpoint's id. (every endpoint) */
  readonly endpoint?: string | undefined;
}

const dayMs = 86_400_000;
const most = { buckets: 60, byMinuteMs: 2 * dayMs, minuteDays: 7 };
/** In minutes. */
const widths = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 10_080];

/**
 * What happened in a time, in at most 60 parts of it, and how it stands.
 *
 * @param context - of the gateway
 * @param query - which time
 */
export async function readOverview(context: GatewayContext, query: OverviewQuery = {}): Promise<Overview> {
  const { endpoint } = query;
  const time = toParts(query, context.now());
  const parts = await readCounts(context, { ...time, endpoint });
  const sums = addByMetric(parts);
  const rejections = [...sums]
    .filter(([metric]) => metric.startsWith('rejected:'))
    .map(([metric, count]) => ({ code: metric.slice('rejected:'.length), count }))
    .toSorted((left, right) => right.count - left.count || (left.code < right.code ? -1 : 1));
  return {
    buckets: toBuckets(parts, time),
    rejections,
    ingest: toPercentiles(toHistogram(sums, 'ingest')),
    forwarding: toPercentiles(toHistogram(sums, 'forward')),
    queue: await readQueue(context, endpoint),
    ...(await readTrouble(context)),
  };
}

/** A time in equal parts. */
export interface Parts {
  /** In Unix minutes. */
  readonly from: number;
  readonly to: number;
  /** In minutes. */
  readonly width: number;
  readonly span: Span;
}

/** A time in equal parts, each of whole minutes, of whole hours where it is long. */
export function toParts(
  { from: givenFrom, to: givenTo }: OverviewQuery,
  now: number,
  count: number = most.buckets,
): Parts {
  const to = givenTo ?? now + 1;
  const from = Math.min(givenFrom ?? to - dayMs, to);
  const isRecent = to - from <= most.byMinuteMs && from > now - most.minuteDays * dayMs;
  const wanted = Math.max((to - from) / count / 60_000, isRecent ? 1 : 60);
  const width = widths.find((one) => one >= wanted) ?? 1440 * Math.ceil(wanted / 1440);
  const first = Math.floor(from / 60_000);
  return {
    from: first - (first % width),
    to: Math.max(Math.ceil(to / 60_000), first - (first % width) + 1),
    width,
    span: isRecent ? 1 : 60,
  };
}

function toBuckets(parts: readonly CountedPart[], { from, to, width }: Parts): OverviewBucket[] {
  const count = Math.ceil((to - from) / width);
  const buckets = Array.from({ length: count }, (_, at) => ({
    at: (from + at * width) * 60_000,
    received: 0,
    verified: 0,
    duplicate: 0,
    rejected: 0,
    delivered: 0,
    failed: 0,
    dead: 0,
  }));
  for (const { at, metric, count: added } of parts) {
    const bucket = buckets[Math.floor((at - from) / width)];
    const name = metric.startsWith('rejected:') ? 'rejected' : metric;
    if (bucket && name !== 'at' && Object.hasOwn(bucket, name)) bucket[name as 'received'] += added;
  }
  return buckets;
}
