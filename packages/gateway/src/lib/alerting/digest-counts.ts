import {
  joinTallies,
  matchesEvent,
  toTally,
  type AlertEvent,
  type AlertRule,
  type Tally,
} from '@hooklatch/alerts/rules';
import { sql, type Kysely } from 'kysely';
import type { Database, Row } from '../database/schema.ts';
import { toAlertEvent } from './to-alert-event.ts';
import type { RuleMemory } from './rule-memory.ts';

/** Which events a digest tells of: `from` counts, `until` does not. Unix milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

/** What counts need. */
export interface CountOptions {
  readonly db: Kysely<Database>;
  readonly rule: AlertRule;
  /** Names, by id. */
  readonly endpoints: ReadonlyMap<string, string>;
}

/** In rows: how much of the log one statement counts, so that the door has its turn. */
const sliceRows = 10_000;
/** How many dead forwards have their payload asked by a filter. */
const mostFiltered = 2000;

/**
 * Counts what a digest tells of a span: verified events by type, and as failures what was rejected and what has died on its
 * way to a destination. It is read from the log's index of time; bodies are not, and what a filter has to see was counted
 * when it was routed.
 */
export async function countForDigest(options: CountOptions, span: Span, memory: RuleMemory): Promise<Tally> {
  const { rule } = options;
  const isCounted = rule.match.on.kind === 'event' && rule.match.filter !== undefined;
  const routed = (memory.digest?.windows ?? [])
    .filter(({ from, until }) => from >= span.from && until <= span.until)
    .reduce((sum, { counts }) => joinTallies(sum, counts), toTally());
  const logged = isCounted ? routed : await countLog(options, span);
  return joinTallies(logged, await countDead(options, span));
}

/** Whether everything that came before a time has been routed; counts of rules with a filter are whole then. */
export async function isRouted(db: Kysely<Database>, until: number): Promise<boolean> {
  // The oldest by the log's order, which is that of time but for what was written at once.
  const waiting = await db
    .selectFrom('events')
    .select('received_at')
    .where('routed', '=', 0)
    .orderBy('seq')
    .limit(1000)
    .execute();
  return waiting.every(({ received_at: at }) => at >= until);
}

/** A group of events that are the same to a rule without a filter. */
interface Group {
  readonly endpoint_id: string;
  readonly provider: string;
  readonly type: string | null;
  readonly outcome: Row<'events'>['outcome'];
  readonly count: number;
}

async function countLog({ db, rule, endpoints }: CountOptions, { from, until }: Span): Promise<Tally> {
  const counts: Counts = new Map();
  for (let start = from; start < until;) {
    // oxlint-disable-next-line no-await-in-loop
    const end = await sliceEnd(db, start, until);
    // Without a word of outcomes: SQLite would rather read all that was ever verified.
    // oxlint-disable-next-line no-await-in-loop
    const { rows } = await sql<Group>`
      SELECT endpoint_id, provider, type, outcome, count(*) AS count FROM events
      WHERE received_at >= ${start} AND received_at < ${end}
      GROUP BY endpoint_id, provider, type, outcome`.execute(db);
    for (const group of rows) {
      const isRejected = group.outcome === 'rejected';
      if (!isRejected && (group.outcome !== 'verified' || rule.match.on.kind === 'failure')) continue;
      if (matchesEvent(rule, toEvent(group, endpoints)))
        add(counts, group.type, group.count, isRejected ? group.count : 0);
    }
    start = end;
  }
  return toCounted(counts);
}

/** Where a slice ends that begins at a time: past so many events, or with the span. */
async function sliceEnd(db: Kysely<Database>, start: number, until: number): Promise<number> {
  const next = await db
    .selectFrom('events')
    .select('received_at')
    .where('received_at', '>', start)
    .where('received_at', '<', until)
    .orderBy('received_at')
    .offset(sliceRows)
    .limit(1)
    .executeTakeFirst();
  return next?.received_at ?? until;
}

async function countDead({ db, rule, endpoints }: CountOptions, { from, until }: Span): Promise<Tally> {
  const counts: Counts = new Map();
  // The event itself was counted when it came, unless the rule speaks of failures alone.
  const isEvent = rule.match.on.kind === 'failure';
  const dead = db
    .selectFrom('forwards')
    .innerJoin('events', 'events.seq', 'forwards.event_seq')
    .where('forwards.state', '=', 'dead')
    .where('forwards.settled_at', '>=', from)
    .where('forwards.settled_at', '<', until);
  if (rule.match.filter === undefined) {
    const groups = await dead
      .select(['events.endpoint_id', 'events.provider', 'events.type', sql<number>`count(*)`.as('count')])
      .groupBy(['events.endpoint_id', 'events.provider', 'events.type'])
      .execute();
    for (const group of groups) {
      if (matchesEvent(rule, toEvent(group, endpoints)))
        add(counts, group.type, isEvent ? group.count : 0, group.count);
    }
    return toCounted(counts);
  }
  const events = await dead
    .innerJoin('contents', 'contents.seq', 'events.seq')
    .selectAll('events')
    .select(['contents.headers', 'contents.body'])
    .limit(mostFiltered)
    .execute();
  for (const event of events) {
    if (matchesEvent(rule, toAlertEvent({ ...event, outcome: 'failed' }, endpoints)))
      add(counts, event.type, isEvent ? 1 : 0, 1);
  }
  return toCounted(counts);
}

type Counts = Map<string, { count: number; failures: number }>;

function add(counts: Counts, type: string | null, count: number, failures: number): void {
  const known = counts.get(type ?? '') ?? { count: 0, failures: 0 };
  counts.set(type ?? '', { count: known.count + count, failures: known.failures + failures });
}

const toCounted = (counts: Counts): Tally =>
  toTally(Array.from(counts, ([type, { count, failures }]) => [type, count, failures]));

/** A group as a rule without a filter sees it. */
function toEvent(
  group: Pick<Group, 'endpoint_id' | 'provider' | 'type'>,
  endpoints: ReadonlyMap<string, string>,
): AlertEvent {
  return {
    id: '',
    endpoint: endpoints.get(group.endpoint_id) ?? group.endpoint_id,
    endpointId: group.endpoint_id,
    provider: group.provider,
    outcome: 'verified',
    receivedAt: 0,
    type: group.type ?? '',
    subject: { method: 'POST', path: '/', query: {}, headers: [], body: undefined },
  };
}
