import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { DatabaseKind } from '../database/migrations/column-words.ts';
import type { Database } from '../database/schema.ts';

/** Columns of events that have an index which ends in `seq`. */
export type IndexedColumn = 'endpoint_id' | 'provider' | 'type' | 'outcome' | 'code';

/** A part of the log: from `floor` on, and below `before`. */
export interface SeqRange {
  readonly before: number;
  readonly floor: number;
}

/** What a source has found. */
export interface Taken {
  /** The newest first. */
  readonly seqs: readonly number[];
  /** Everything from there on has been looked at. */
  readonly through: number;
}

/** Finds events of the log by one index, the newest first. */
export interface SeqSource {
  take(range: SeqRange, count: number): Promise<Taken>;
}

/** In events: how far a statement looks where it may find nothing. */
const textWindow = 16_384;

type Reader = Kysely<Database>;

/** One statement that gives the newest `count` of a range. */
export type SeqStatement = (range: SeqRange, count: number) => RawBuilder<{ seq: number }>;

/** Every event. */
export const logStatement: SeqStatement = ({ before, floor }, count) =>
  sql`SELECT seq FROM events WHERE seq < ${before} AND seq >= ${floor} ORDER BY seq DESC LIMIT ${count}`;

/** Those that have one of some values in a column; each value has its own place in the index. */
export function columnStatement(column: IndexedColumn, values: readonly string[]): SeqStatement {
  return (range, count) => {
    const parts = values.map((value) => oneValue(column, value, range, count));
    const [only] = parts;
    if (only && parts.length === 1) return only;
    const all = parts.map((part) => sql`SELECT seq FROM (${part}) AS one`);
    return sql`SELECT seq FROM (${sql.join(all, sql` UNION ALL `)}) AS every ORDER BY seq DESC LIMIT ${count}`;
  };
}

function oneValue(
  column: IndexedColumn,
  value: string,
  { before, floor }: SeqRange,
  count: number,
): RawBuilder<{ seq: number }> {
  return sql`SELECT seq FROM events WHERE ${sql.ref(column)} = ${value} AND seq < ${before} AND seq >= ${floor}
    ORDER BY seq DESC LIMIT ${count}`;
}

/** Those that have every one of some words, in SQLite. */
export function textStatement(words: readonly string[]): SeqStatement {
  return ({ before, floor }, count) =>
    sql`SELECT rowid AS seq FROM event_text WHERE event_text MATCH ${toMatch('sqlite', words)}
      AND rowid < ${before} AND rowid >= ${floor} ORDER BY rowid DESC LIMIT ${count}`;
}

/** Words as the databases ask for them; no quote is in a word. */
export function toMatch(kind: DatabaseKind, words: readonly string[]): string {
  return words
    .map((word) => (kind === 'sqlite' ? `"${word}"` : `'${word}'`))
    .join(kind === 'sqlite' ? ' AND ' : ' & ');
}

/** A source that asks one statement, whose time grows with what it finds alone. */
export function toSource(reader: Reader, statement: SeqStatement): SeqSource {
  return {
    async take(range, count) {
      const { rows } = await statement(range, count).execute(reader);
      const seqs = rows.map(({ seq }) => seq);
      return { seqs, through: seqs.length < count ? range.floor : (seqs.at(-1) as number) };
    },
  };
}

/** The same, where a statement may look long and find nothing: it looks at a part of the log at a time. */
export function toWindowedSource(reader: Reader, statement: SeqStatement): SeqSource {
  const source = toSource(reader, statement);
  return {
    take: ({ before, floor }, count) =>
      source.take({ before, floor: Math.max(floor, before - textWindow) }, count),
  };
}

/** Nothing at all. */
export const noSource: SeqSource = {
  take: ({ floor }) => Promise.resolve({ seqs: [], through: floor }),
};
