import type { Kysely } from 'kysely';
import type { DatabaseKind } from '../database/migrations/column-words.ts';
import type { Database } from '../database/schema.ts';
import type { ReadQuery } from './event-query.ts';
import {
  columnStatement,
  logStatement,
  noSource,
  textStatement,
  toSource,
  toWindowedSource,
  type IndexedColumn,
  type SeqRange,
  type SeqSource,
} from './seq-source.ts';
import { filterStatement, postgresTextSource } from './postgres-text.ts';
import { toTimeRange } from './time-range.ts';
import { findTypes, toGlob } from './type-names.ts';

/** A column that has one of some values. */
export interface Condition {
  readonly column: IndexedColumn;
  readonly values: readonly string[];
}

/** How a search goes: what it walks along, and what it asks of each event on its way. */
export interface SearchPlan {
  readonly source: SeqSource;
  readonly range: SeqRange;
  /** What the source does not tell already. */
  readonly conditions: readonly Condition[];
  readonly words: readonly string[];
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly isType: ((type: string) => boolean) | undefined;
}

/** In events: how much of an index is read to see how frequent something is. */
const probed = 64;

/**
 * Plans a search: it walks along what is rarest.
 *
 * @param reader - where it is looked up
 * @param kind - of the database
 * @param query - what is looked for
 * @param range - of the log
 */
export async function planSearch(
  reader: Kysely<Database>,
  kind: DatabaseKind,
  query: ReadQuery,
  range: SeqRange,
): Promise<SearchPlan> {
  const { from, to, words } = query;
  const { conditions, isType } = await toConditions(reader, query);
  const within = await toTimeRange(reader, query, range);
  const plan = { range: within, from, to, isType };
  if (conditions.some(({ values }) => values.length === 0)) {
    return { ...plan, source: noSource, conditions, words };
  }
  const columns = conditions.map((condition) => ({
    condition,
    source: toSource(reader, columnStatement(condition.column, condition.values)),
  }));
  const text = await toTextSource(reader, kind, words, within, columns.length > 0);
  // One alone is walked along, however frequent it is.
  if (columns.length + (text ? 1 : 0) <= 1 || within.before <= within.floor) {
    const source = text?.source ?? columns[0]?.source ?? toSource(reader, logStatement);
    return { ...plan, source, conditions: [], words: [] };
  }
  let best = text && { ...text, condition: undefined as Condition | undefined };
  for (const { condition, source } of columns) {
    // oxlint-disable-next-line no-await-in-loop
    const share = await shareOf(source, within);
    if (!best || share < best.share) best = { share, source, condition };
  }
  if (!best) throw new TypeError('A search needs something to walk along.');
  const { source, condition } = best;
  return {
    ...plan,
    source,
    conditions: conditions.filter((one) => one !== condition),
    words: condition ? words : [],
  };
}

async function toConditions(
  reader: Kysely<Database>,
  query: ReadQuery,
): Promise<Pick<SearchPlan, 'conditions' | 'isType'>> {
  const conditions: Condition[] = [];
  const given = {
    endpoint_id: query.endpoint,
    provider: query.provider,
    outcome: query.outcome,
    code: query.code,
  };
  for (const [column, value] of Object.entries(given)) {
    if (value !== undefined) conditions.push({ column: column as IndexedColumn, values: [value] });
  }
  const { type } = query;
  if (type === undefined) return { conditions, isType: undefined };
  const types = type.includes('*') ? await findTypes(reader, type) : [type];
  if (types === undefined) return { conditions, isType: toGlob(type) };
  return { conditions: [...conditions, { column: 'type', values: types }], isType: undefined };
}

async function toTextSource(
  reader: Kysely<Database>,
  kind: DatabaseKind,
  words: readonly string[],
  range: SeqRange,
  isCompared: boolean,
): Promise<{ readonly source: SeqSource; readonly share: number } | undefined> {
  if (words.length === 0) return undefined;
  const toText = (some: readonly string[]): SeqSource =>
    kind === 'sqlite' ? toSource(reader, textStatement(some)) : postgresTextSource(reader, some);
  // One word alone finds at once what there is.
  if (words.length === 1 && !isCompared) return { share: 0, source: toText(words) };
  const shares = await Promise.all(words.map((word) => shareOf(toText([word]), range)));
  const share = Math.min(...shares);
  // Where one word is rare, no statement looks long.
  if (words.length === 1 || share < 0) return { share, source: toText(words) };
  const statement = kind === 'sqlite' ? textStatement(words) : filterStatement(words);
  return { share, source: toWindowedSource(reader, statement) };
}

/** How frequent something is near the end of a range; below 0 where there is so little that it is all read. */
async function shareOf(source: SeqSource, range: SeqRange): Promise<number> {
  const { seqs } = await source.take(range, probed);
  return seqs.length < probed ? seqs.length - probed : probed / (range.before - (seqs.at(-1) as number));
}
