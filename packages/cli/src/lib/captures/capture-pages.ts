import type { DatabaseSync } from 'node:sqlite';
import { toFilterSubject } from './filter-subject.ts';
import { newestAnswer, summaryColumns, toCapture, toSummary, type Row } from './capture-rows.ts';
import type { CapturePage, CaptureSummary } from './store.ts';

/** Before every id, and after every id. */
const [first, last] = ['cap_', 'cap_~'];
/** How many are looked at in one go where there is a filter. */
const stretch = 200;

/** One page of summaries, newest first: it reads as many rows as it gives. */
export const pageQuery: string = `SELECT ${summaryColumns} FROM captures ${newestAnswer}
  WHERE captures.id < ? AND captures.id > ? ORDER BY captures.id DESC LIMIT ?`;

/** The same with headers and body, for filters. */
const wholeQuery: string = `SELECT ${summaryColumns}, contents.headers, contents.body
  FROM captures JOIN contents ON contents.seq = captures.seq ${newestAnswer}
  WHERE captures.id < ? AND captures.id > ? ORDER BY captures.id DESC LIMIT ?`;

/** @returns what lists captures */
export function capturePages(database: DatabaseSync): (page: CapturePage) => readonly CaptureSummary[] {
  const page = database.prepare(pageQuery);
  const whole = database.prepare(wholeQuery);
  return ({ filter, limit = 100, before = last, after = first }) => {
    if (!filter) return page.all(before, after, limit).map(toSummary);
    const found: CaptureSummary[] = [];
    let from = before;
    for (;;) {
      let seen = 0;
      // One at a time: two hundred large bodies are not held at once.
      for (const row of whole.iterate(from, after, stretch) as Iterable<Row>) {
        seen += 1;
        from = String(row['id']);
        const capture = toCapture(row, []);
        if (filter.matches(toFilterSubject(capture, capture.verdict))) found.push(toSummary(row));
        if (found.length === limit) return found;
      }
      if (seen < stretch) return found;
    }
  };
}
