// The table of deliveries by frameworks, and the words below it.
import type { Answer, Expected } from './deliveries.ts';
import { NOT_STARTED, type Cell } from './judge.ts';

/** Puts colours around a text, or leaves it. */
export type Paint = (color: 'green' | 'red' | 'bold' | 'dim', text: string) => string;

export interface Column {
  readonly name: string;
  readonly title: string;
}

interface TableRow {
  readonly name: string;
  readonly group: string;
}

const GAP = 1;
const WIDEST = 28;
const NARROWEST = 15;

/** `400 signature_mismatch`. */
export function toText({ status, why }: Answer | Expected): string {
  const reason = typeof why === 'string' ? why : why.join(' or ');
  return status === 0 ? reason : `${status} ${reason}`;
}

/** Breaks a text after an underscore or at a space; what follows stands below the reason. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[^_ ]*[_ ]?/g) ?? []) {
    if (line !== '' && (line + piece).trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = /^\d{3} /.test(text) ? '    ' : '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** A row of the table, as many lines high as its highest cell. */
function toLines(
  row: TableRow,
  cells: readonly (Cell | undefined)[],
  widths: readonly number[],
  paint: Paint,
): readonly string[] {
  const wrapped = cells.map((cell, index) => wrap(cell ? toMarked(cell) : '', widths[index + 1] ?? WIDEST));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const parts = cells.map((cell, index) => {
      const text = (wrapped[index]?.[at] ?? '').padEnd((widths[index + 1] ?? 0) + GAP);
      return text.trim() === '' || !cell ? text : paint(cell.ok ? 'green' : 'red', text);
    });
    const label = (at === 0 ? row.name : '').padEnd((widths[0] ?? 0) + GAP);
    return (label + parts.join('')).trimEnd();
  });
}

/** A wrong cell can be told without colours. */
const toMarked = ({ ok, seen }: Cell): string => (ok ? toText(seen) : `WRONG ${toText(seen)}`);

const labelWidth = (rows: readonly TableRow[]): number =>
  Math.max('delivery'.length, ...rows.map(({ name }) => name.length));

/**
 * The table: in parts, one below the other, where there are more columns than have room side by side.
 * @param width in characters; columns are never narrower than a code's longest word
 */
export function renderTable(
  rows: readonly TableRow[],
  columns: readonly Column[],
  cells: readonly Cell[],
  paint: Paint,
  width: number,
): string {
  const most = Math.max(1, Math.floor((width - labelWidth(rows) - GAP) / (NARROWEST + GAP)));
  const parts = Math.ceil(columns.length / most);
  const size = Math.ceil(columns.length / parts);
  return Array.from({ length: parts }, (_, part) =>
    renderPart(rows, columns.slice(part * size, (part + 1) * size), cells, paint, width),
  ).join('\n\n');
}

function renderPart(
  rows: readonly TableRow[],
  columns: readonly Column[],
  cells: readonly Cell[],
  paint: Paint,
  width: number,
): string {
  const label = labelWidth(rows);
  const room = Math.floor((width - label - GAP) / columns.length) - GAP;
  const cellWidth = Math.min(WIDEST, Math.max(NARROWEST, room));
  const widths = [label, ...columns.map(() => cellWidth)];
  const titles = ['delivery', ...columns.map(({ title }) => title)];
  const heading = titles.map((title, index) => title.padEnd((widths[index] ?? 0) + GAP)).join('');
  const lines = [paint('bold', heading.trimEnd())];
  let group = rows[0]?.group;
  for (const row of rows) {
    if (row.group !== group) lines.push('');
    group = row.group;
    const own = columns.map(({ name }) =>
      cells.find((cell) => cell.row === row.name && cell.framework === name),
    );
    lines.push(...toLines(row, own, widths, paint));
  }
  return lines.join('\n');
}

/** What is wrong: a line for each cell, or one for a framework that has not started. */
export function describeWrong(cells: readonly Cell[]): readonly string[] {
  const wrong = cells.filter(({ ok }) => !ok);
  const lines = wrong.map(({ row, framework, expected, seen }) =>
    seen.why === NOT_STARTED
      ? `wrong: ${framework}, all of it: it has not started`
      : `wrong: ${framework}, "${row}": expected ${toText(expected)}, seen ${toText(seen)}`,
  );
  return [...new Set(lines)];
}
