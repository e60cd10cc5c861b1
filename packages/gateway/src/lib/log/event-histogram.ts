import type { GatewayContext } from '../context.ts';
import { toParts } from '../metrics/overview.ts';
import { readCounts } from '../metrics/read-counts.ts';
import { readQuery, type EventQuery } from './event-query.ts';
import { openReader } from './open-reader.ts';
import { walkEvents } from './walk-events.ts';

/** How many events of each outcome came in a part of a time. */
export interface HistogramBucket {
  /** When it begins, in Unix milliseconds. */
  readonly at: number;
  readonly verified: number;
  readonly duplicate: number;
  readonly rejected: number;
}

/** What a list of events looks like over time. */
export interface EventHistogram {
  readonly buckets: HistogramBucket[];
  /** Where not every event could be counted: when the oldest came that was; what lies before is not known. */
  readonly searchedThrough: number | null;
}

/** Which events, and in how many parts. */
export interface HistogramOptions extends EventQuery {
  /** At most. (60) */
  readonly buckets?: number | undefined;
}

const dayMs = 86_400_000;
/** Times up to so long are told exactly, where they have not too many events; longer ones in whole minutes. */
const exactMs = 3_600_000;
const budget = { milliseconds: 200, events: 20_000 };
/** In events: so many are counted one by one. */
const mostCounted = 10_000;

/**
 * How many events came over time: those of an endpoint, an outcome or a code from what was counted of each minute,
 * others one by one, as far back as the budget goes.
 *
 * @param context - of the gateway
 * @param options - the last day, where no time is given
 */
export async function readHistogram(
  context: GatewayContext,
  options: HistogramOptions = {},
): Promise<EventHistogram> {
  const { buckets: count = 60, ...asked } = options;
  const query = readQuery(asked);
  const isCounted = asked.provider === undefined && asked.type === undefined && query.words.length === 0;
  const { from = 0, to = context.now() } = asked;
  if (!isCounted || query.wanted) return fromEvents(context, asked, count);
  const exact = to - from <= exactMs ? await fromEvents(context, asked, count) : undefined;
  return exact?.searchedThrough === null ? exact : fromCounts(context, asked, count);
}

async function fromCounts(
  context: GatewayContext,
  query: EventQuery,
  count: number,
): Promise<EventHistogram> {
  const { endpoint, outcome, code } = query;
  const time = toParts(query, context.now(), count);
  const buckets = emptyBuckets(
    time.from * 60_000,
    time.width * 60_000,
    Math.ceil((time.to - time.from) / time.width),
  );
  for (const { at, metric, count: added } of await readCounts(context, { ...time, endpoint })) {
    const [name = '', of] = metric.split(':');
    const isAsked = (outcome === undefined || outcome === name) && (code === undefined || code === of);
    const bucket = buckets[Math.floor((at - time.from) / time.width)];
    if (isAsked && bucket && isShown(name)) bucket[name] += added;
  }
  return { buckets, searchedThrough: null };
}

async function fromEvents(
  context: GatewayContext,
  query: EventQuery,
  count: number,
): Promise<EventHistogram> {
  const to = query.to ?? context.now() + 1;
  const from = Math.min(query.from ?? to - dayMs, to - 1);
  const width = Math.max(1, Math.ceil((to - from) / count));
  const { rows, end } = await walkEvents({
    reader: openReader(context),
    kind: context.kind,
    query: { ...readQuery(query), from, to },
    before: Number.MAX_SAFE_INTEGER,
    limit: mostCounted,
    budget,
  });
  const buckets = emptyBuckets(from, width, Math.ceil((to - from) / width));
  for (const { received_at: at, outcome } of rows) {
    const bucket = buckets[Math.floor((at - from) / width)];
    if (bucket && isShown(outcome)) bucket[outcome] += 1;
  }
  return { buckets, searchedThrough: end === 'over' ? null : (rows.at(-1)?.received_at ?? to) };
}

type Counted = Record<'verified' | 'duplicate' | 'rejected', number> & { readonly at: number };

function isShown(name: string): name is 'verified' | 'duplicate' | 'rejected' {
  return name === 'verified' || name === 'duplicate' || name === 'rejected';
}

function emptyBuckets(from: number, width: number, count: number): Counted[] {
  return Array.from({ length: count }, (_, at) => ({
    at: from + at * width,
    verified: 0,
    duplicate: 0,
    rejected: 0,
  }));
}
