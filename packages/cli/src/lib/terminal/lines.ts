import { toPrintable } from '../printable.ts';
import type { Cell, Row } from './screen.ts';
import { wrapText } from './text-width.ts';

/** Lines that are made when they are seen: a body may have very many. */
export interface Lines {
  readonly count: number;
  at(index: number): Row;
}

/** Lines that are there. */
export function toLines(rows: readonly Row[]): Lines {
  return { count: rows.length, at: (index) => rows[index] ?? [] };
}

/** Text of a stranger in as many rows as it needs. */
export function wrapRows(text: string, width: number, style?: Cell['style']): Row[] {
  return text
    .split(/\r\n|\n/)
    .flatMap((line) => wrapText(toPrintable(expandTabs(line), { isLine: true }), Math.max(2, width)))
    .map((line) => [{ text: line, style }]);
}

/** A name and a text of a stranger beside it, in as many rows as that needs. */
export function pairRows(
  name: string,
  value: string,
  width: number,
  nameWidth: number,
  style?: Cell['style'],
): Row[] {
  const values = wrapRows(value, width - nameWidth - 1, style);
  return values.map((row, index) => [
    { text: index === 0 ? toPrintable(name, { isLine: true }) : '', width: nameWidth, style: 'dim' },
    { text: '', width: 1 },
    ...row,
  ]);
}

const expandTabs = (line: string): string => line.replaceAll('\t', '  ');
