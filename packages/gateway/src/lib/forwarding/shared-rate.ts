import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import type { Lane } from './lanes.ts';
import { mostAtOnce } from './rate-limit.ts';

/** A destination's rate, and how far it is spent. */
export type RatedLane = Pick<Lane, 'id' | 'rateSpentUntil'> & { readonly ratePerSecond: number };

/** What came of asking for turns. */
export interface Turns {
  readonly count: number;
  /** In how many milliseconds to ask again, where it was none. */
  readonly againInMs: number;
}

/** In milliseconds: another process was faster, and what it has left is read anew. */
const raceMs = 5;

/** In microseconds: further ahead than processes' clocks are apart. */
const leastAhead = 2_000_000;

const intervalOf = ({ ratePerSecond }: RatedLane): number => Math.round(1_000_000 / ratePerSecond);

/**
 * Takes turns of a destination's rate that all processes share: its row says until when the rate is spent, and moves that
 * time only from where it was read.
 *
 * @param db - of PostgreSQL
 * @param lane - as it was read just now
 * @param wanted - how many, at least one
 * @param now - Unix milliseconds, of the server
 */
export async function takeTurns(
  db: Kysely<Database>,
  lane: RatedLane,
  wanted: number,
  now: number,
): Promise<Turns> {
  const interval = intervalOf(lane);
  const time = now * 1000;
  const until = time + Math.floor(mostAtOnce(lane.ratePerSecond)) * interval;
  // A clock that was put back must not hold everything until it is there again.
  const isAhead = lane.rateSpentUntil > until + leastAhead;
  const from = isAhead ? time : Math.max(lane.rateSpentUntil, time);
  const count = Math.min(wanted, Math.floor((until - from) / interval));
  if (count <= 0) return { count: 0, againInMs: Math.ceil((from + interval - until) / 1000) };
  const { numUpdatedRows } = await db
    .updateTable('destinations')
    .set({ rate_spent_until: from + count * interval })
    .where('id', '=', lane.id)
    .where('rate_spent_until', '=', lane.rateSpentUntil)
    .executeTakeFirst();
  return numUpdatedRows > 0n ? { count, againInMs: 0 } : { count: 0, againInMs: raceMs };
}

/** Gives turns back that were not used. */
export async function giveTurnsBack(db: Kysely<Database>, lane: RatedLane, count: number): Promise<void> {
  await sql`UPDATE destinations SET rate_spent_until = rate_spent_until - ${count * intervalOf(lane)}
    WHERE id = ${lane.id}`.execute(db);
}
