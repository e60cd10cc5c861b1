import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { DatabaseKind } from '../database/migrations/column-words.ts';
import type { Database, Row } from '../database/schema.ts';
import type { ReadQuery } from './event-query.ts';
import { matchFilter, takeSlice } from './match-filter.ts';
import { planSearch, type SearchPlan } from './plan-search.ts';
import { readCandidates } from './read-candidates.ts';
import type { SeqRange } from './seq-source.ts';

/** How much one request may look at. */
export interface Budget {
  /** In milliseconds. */
  readonly milliseconds: number;
  /** In events. */
  readonly events: number;
}

/** What a walk has found. */
export interface Walked {
  readonly rows: readonly Row<'events'>[];
  /** Everything from there on has been looked at; the log's end where everything has been. */
  readonly through: number;
  /** Why it has ended: there are more than were wanted, the budget is spent, or there is no more. */
  readonly end: 'full' | 'spent' | 'over';
}

/** What a walk is about. */
export interface Walk {
  readonly reader: Kysely<Database>;
  readonly kind: DatabaseKind;
  readonly query: ReadQuery;
  /** Only what stands below in the log. */
  readonly before: number;
  /** How many are wanted. */
  readonly limit: number;
  readonly budget: Budget;
}

/** In events: what is read by one statement. */
const step = 256;

/**
 * Walks through the log from its newest event on, and gathers what is looked for. Others have their turn between two
 * steps.
 *
 * @param walk - what it is about
 */
export async function walkEvents(walk: Walk): Promise<Walked> {
  const { reader, kind, query, before, limit, budget } = walk;
  const until = performance.now() + budget.milliseconds;
  const plan = await planSearch(reader, kind, query, await toLogRange(reader, before));
  const count = isWhole(plan, query) ? limit + 1 : step;
  const rows: Row<'events'>[] = [];
  let { before: at } = plan.range;
  let looked = 0;
  while (at > plan.range.floor) {
    // oxlint-disable-next-line no-await-in-loop
    const { seqs, through } = await plan.source.take({ ...plan.range, before: at }, count);
    // oxlint-disable-next-line no-await-in-loop
    let candidates = await readCandidates(reader, kind, plan, seqs);
    looked += seqs.length;
    do {
      const some = query.wanted ? takeSlice(candidates) : candidates;
      // oxlint-disable-next-line no-await-in-loop
      rows.push(...(query.wanted && some.length > 0 ? await matchFilter(reader, query.wanted, some) : some));
      candidates = candidates.slice(some.length);
      at = candidates.length === 0 ? through : (some.at(-1)?.seq ?? through);
      if (rows.length > limit) {
        const page = rows.slice(0, limit);
        return { rows: page, through: page.at(-1)?.seq ?? at, end: 'full' };
      }
      if (at > plan.range.floor && (looked >= budget.events || performance.now() > until)) {
        return { rows, through: at, end: 'spent' };
      }
      // oxlint-disable-next-line no-await-in-loop
      if (candidates.length > 0) await nextTurn();
    } while (candidates.length > 0);
    // oxlint-disable-next-line no-await-in-loop
    if (at > plan.range.floor) await nextTurn();
  }
  return { rows, through: 0, end: 'over' };
}

/** Whether everything that the source gives is wanted. */
function isWhole({ conditions, words, from, to, isType }: SearchPlan, { wanted }: ReadQuery): boolean {
  const isTimed = from !== undefined || to !== undefined;
  return conditions.length === 0 && words.length === 0 && !isTimed && !isType && !wanted;
}

/** Where the log begins and ends: parts of it are told by how far they are from its end. */
async function toLogRange(reader: Kysely<Database>, before: number): Promise<SeqRange> {
  const first = await reader.selectFrom('events').select('seq').orderBy('seq').limit(1).executeTakeFirst();
  const last = await reader
    .selectFrom('events')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return { floor: first?.seq ?? 0, before: Math.min(before, (last?.seq ?? -1) + 1) };
}
