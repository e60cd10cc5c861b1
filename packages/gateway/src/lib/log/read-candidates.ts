import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { DatabaseKind } from '../database/migrations/column-words.ts';
import type { Database, Row } from '../database/schema.ts';
import type { SearchPlan } from './plan-search.ts';
import { toMatch } from './seq-source.ts';

/** `seq IN (...)` with one parameter, so that it is one statement however many there are. */
export function isAmong(kind: DatabaseKind, column: string, seqs: readonly number[]): RawBuilder<boolean> {
  return kind === 'sqlite'
    ? sql`${sql.ref(column)} IN (SELECT value FROM json_each(${JSON.stringify(seqs)}))`
    : sql`${sql.ref(column)} = ANY(${seqs}::bigint[])`;
}

/**
 * Those of some events that meet what the plan's source does not tell.
 *
 * @param reader - where they are read
 * @param kind - of the database
 * @param plan - of the search
 * @param seqs - of the events
 * @returns the newest first
 */
export async function readCandidates(
  reader: Kysely<Database>,
  kind: DatabaseKind,
  plan: SearchPlan,
  seqs: readonly number[],
): Promise<readonly Row<'events'>[]> {
  const { conditions, from, to, isType, words } = plan;
  if (seqs.length === 0) return [];
  let query = reader
    .selectFrom('events')
    .selectAll()
    .where(isAmong(kind, 'seq', seqs));
  for (const { column, values } of conditions) query = query.where(column, 'in', [...values] as never);
  if (from !== undefined) query = query.where('received_at', '>=', from);
  if (to !== undefined) query = query.where('received_at', '<', to);
  const rows = (await query.execute()).toSorted((left, right) => right.seq - left.seq);
  const typed = isType ? rows.filter(({ type }) => type !== null && isType(type)) : rows;
  if (words.length === 0) return typed;
  const having = await seqsWithWords(
    reader,
    kind,
    words,
    typed.map(({ seq }) => seq),
  );
  return typed.filter(({ seq }) => having.has(seq));
}

async function seqsWithWords(
  reader: Kysely<Database>,
  kind: DatabaseKind,
  words: readonly string[],
  seqs: readonly number[],
): Promise<ReadonlySet<number>> {
  if (seqs.length === 0) return new Set();
  const match = toMatch(kind, words);
  const statement =
    kind === 'sqlite'
      ? sql<{ seq: number }>`SELECT rowid AS seq FROM event_text
          WHERE event_text MATCH ${match} AND ${isAmong(kind, 'rowid', seqs)}`
      : sql<{ seq: number }>`SELECT seq FROM event_text
          WHERE text @@ ${match}::tsquery AND ${isAmong(kind, 'seq', seqs)}`;
  const { rows } = await statement.execute(reader);
  return new Set(rows.map(({ seq }) => seq));
}
