import type { CaptureFilter, CapturePage, CaptureSummary } from '../captures/store.ts';
import type { ViewedCaptures } from './viewed-listener.ts';

const pageSize = 100;
const maxRows = 300;
const maxCounted = 100;

/** The part of the captures that is in memory: a few pages around what is selected. */
export interface CaptureWindow {
  rows(): readonly CaptureSummary[];
  /** The selected one's place in `rows`. */
  index(): number;
  selected(): CaptureSummary | undefined;
  /** How many rows stand above the first of `rows`. */
  above(): number;
  /** How many came that are not in the list yet; 100 stands for that many and more. */
  newer(): number;
  move(rows: number): void;
  /** Back to the newest, with another filter where one is given, or without one. */
  reset(filter?: CaptureFilter | null): void;
  /** Reads again what may have changed; `visible` is the first and the last row that can be seen. */
  refresh(visible: readonly [number, number]): void;
}

/** @param captures - they are read page by page, and never as a whole */
export function createCaptureWindow(captures: ViewedCaptures): CaptureWindow {
  let filter: CaptureFilter | undefined;
  let rows: CaptureSummary[] = [];
  // What was let go above, nearest last: what each part comes after, and how long it is.
  let above: { readonly before: string | undefined; readonly count: number }[] = [];
  // The last one that was let go above.
  let cursor: string | undefined;
  let index = 0;
  let newer = 0;
  // The newest that was looked at, whether it fits the filter or not.
  let seen: string | undefined;

  const read = (page: CapturePage): readonly CaptureSummary[] =>
    captures.list({ limit: pageSize, ...page, ...(filter && { filter }) });
  const newest = (): string | undefined => captures.list({ limit: 1 })[0]?.id;
  const isAtTop = (): boolean => index === 0 && above.length === 0;

  function loadBelow(): boolean {
    const last = rows.at(-1);
    if (last === undefined) return false;
    const below = read({ before: last.id });
    rows.push(...below);
    if (rows.length > maxRows) {
      const gone = rows.splice(0, pageSize);
      above.push({ before: cursor, count: gone.length });
      cursor = gone.at(-1)?.id;
      index -= gone.length;
    }
    return below.length > 0;
  }

  function loadAbove(): boolean {
    const part = above.pop();
    if (part === undefined) return false;
    const { before, count } = part;
    const found = before === undefined ? readTop(count) : read({ before, limit: count });
    cursor = before;
    rows = [...found, ...rows].slice(0, maxRows);
    index += found.length;
    return true;
  }

  /** The first part may have grown since; where it has grown by much, the list begins anew. */
  function readTop(count: number): readonly CaptureSummary[] {
    seen = newest();
    newer = 0;
    const top = read({ limit: count + pageSize });
    const at = top.findIndex(({ id }) => id === rows[0]?.id);
    if (at === -1) rows = [];
    return at === -1 ? top : top.slice(0, at);
  }

  function reset(given?: CaptureFilter | null): void {
    if (given !== undefined) filter = given ?? undefined;
    seen = newest();
    rows = [...read({})];
    above = [];
    cursor = undefined;
    index = 0;
    newer = 0;
  }

  /** Puts those above that came since; what is selected stays selected. */
  function pull(): void {
    if (newer >= maxCounted) return reset();
    const found = read({ after: rows[0]?.id ?? '' });
    rows = [...found, ...rows].slice(0, maxRows);
    index += found.length;
    newer = 0;
  }

  function move(by: number): void {
    index += by;
    while (index < 0 && loadAbove());
    if (index <= 0 && newer > 0) pull();
    while (index >= rows.length - 1 && loadBelow());
    index = Math.max(0, Math.min(index, rows.length - 1));
  }

  function refresh([first, last]: readonly [number, number]): void {
    const now = newest();
    const fresh = now === seen ? [] : read({ ...(seen !== undefined && { after: seen }), limit: maxCounted });
    seen = now;
    const follows = isAtTop();
    newer = Math.min(maxCounted, newer + fresh.length);
    if (follows && newer > 0) {
      pull();
      index = 0;
    }
    update(follows ? 0 : first, follows ? last - first : last);
  }

  function update(first: number, last: number): void {
    const top = rows[first];
    if (top === undefined) return;
    // What sorts right after an id is the id itself and all that are older.
    const found = read({ before: `${top.id}~`, limit: last - first + 1 });
    const byId = new Map(found.map((row) => [row.id, row]));
    rows = rows.map((row) => byId.get(row.id) ?? row);
  }

  return {
    rows: () => rows,
    index: () => index,
    selected: () => rows[index],
    above: () => above.reduce((sum, { count }) => sum + count, 0),
    newer: () => newer,
    move,
    reset,
    refresh,
  };
}
