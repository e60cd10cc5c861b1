import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { toMatch, toSource, type SeqSource, type SeqStatement } from './seq-source.ts';

/**
 * Those that have every one of some words, along the primary key: quick where the words are frequent. It calls what is
 * behind `@@`, which no index knows, so that the server has no choice.
 */
export function filterStatement(words: readonly string[]): SeqStatement {
  return ({ before, floor }, count) =>
    sql`SELECT seq FROM event_text WHERE seq < ${before} AND seq >= ${floor}
      AND ts_match_vq(text, ${toMatch('postgres', words)}::tsquery) ORDER BY seq DESC LIMIT ${count}`;
}

/** The same by the index of words: quick where they are rare. It finds all before the first can be told. */
function indexStatement(words: readonly string[]): SeqStatement {
  return ({ before, floor }, count) =>
    sql`SELECT seq FROM event_text WHERE text @@ ${toMatch('postgres', words)}::tsquery
      AND seq < ${before} AND seq >= ${floor} ORDER BY seq + 0 DESC LIMIT ${count}`;
}

/** In events: what is looked through by one statement. */
const window = 2048;

/**
 * Finds words on PostgreSQL, which does not know beforehand how frequent a word is. The newest part of the log is looked
 * through; that tells whether it is quicker to go on like this, or to ask the index for the rest.
 *
 * @param reader - where they are looked up
 * @param words - all of them are to be there
 */
export function postgresTextSource(reader: Kysely<Database>, words: readonly string[]): SeqSource {
  const filter = toSource(reader, filterStatement(words));
  const index = toSource(reader, indexStatement(words));
  return {
    async take({ before, floor }, count) {
      const seqs: number[] = [];
      // Looking through costs by what is looked at, the index by all that it has: here the two are even.
      const even = Math.sqrt(count / Math.max(1, before - floor));
      for (let at = before; at > floor;) {
        const middle = Math.max(floor, at - window);
        // oxlint-disable-next-line no-await-in-loop
        const { seqs: found } = await filter.take({ before: at, floor: middle }, count - seqs.length);
        seqs.push(...found);
        if (seqs.length === count) return { seqs, through: seqs.at(-1) ?? floor };
        at = middle;
        if (seqs.length / (before - at) >= even || at === floor) continue;
        // oxlint-disable-next-line no-await-in-loop
        const rest = await index.take({ before: at, floor }, count - seqs.length);
        return { seqs: [...seqs, ...rest.seqs], through: rest.through };
      }
      return { seqs, through: floor };
    },
  };
}
