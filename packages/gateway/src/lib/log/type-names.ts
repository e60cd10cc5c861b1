import { sql, type Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';

/** So many kinds of events are looked through; a log that has more is searched row by row. */
const mostTypes = 512;
/** So many types are read by the index at once. */
const mostMatches = 64;

/**
 * Every type of the log that a pattern with `*` stands for. The index is asked for one type after the other, so that it
 * takes the same time however many events there are.
 *
 * @returns nothing where there are too many
 */
export async function findTypes(
  reader: Kysely<Database>,
  pattern: string,
): Promise<readonly string[] | undefined> {
  const { rows } = await sql<{ type: string }>`WITH RECURSIVE kinds(type) AS (
      SELECT (SELECT type FROM events WHERE type IS NOT NULL ORDER BY type LIMIT 1)
      UNION ALL
      SELECT (SELECT type FROM events WHERE type > kinds.type ORDER BY type LIMIT 1)
      FROM kinds WHERE kinds.type IS NOT NULL)
    SELECT type FROM kinds WHERE type IS NOT NULL LIMIT ${mostTypes + 1}`.execute(reader);
  if (rows.length > mostTypes) return undefined;
  const found = rows.map(({ type }) => type).filter(toGlob(pattern));
  return found.length > mostMatches ? undefined : found;
}

/**
 * What asks whether a text is like a pattern with `*`, in time that grows with the text alone.
 *
 * @param pattern - each `*` is any text
 */
export function toGlob(pattern: string): (text: string) => boolean {
  const [first = '', ...rest] = pattern.split('*');
  const last = rest.pop();
  return (text) => {
    if (last === undefined) return text === pattern;
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0) return false;
      at = found + part.length;
    }
    return at <= text.length - last.length;
  };
}
