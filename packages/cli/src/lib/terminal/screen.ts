import type { Io, Output } from '../io.ts';
import { fitText } from './text-width.ts';

type Style = Parameters<Io['style']>[0];

/** A piece of a row. */
export interface Cell {
  /** Printable; it is cut at `width`. */
  readonly text: string;
  /** Columns; the rest of the row where absent. */
  readonly width?: number;
  readonly style?: Style | readonly Style[] | undefined;
  readonly align?: 'left' | 'right';
}

/** A row of the screen, from left to right. */
export type Row = readonly Cell[];

/** A terminal, as `process.stdout` is one. */
export interface TerminalOutput extends Output {
  readonly rows?: number | undefined;
  on?(name: 'resize', listener: () => void): unknown;
  off?(name: 'resize', listener: () => void): unknown;
}

/** The alternate screen of a terminal. */
export interface Screen {
  size(): { readonly columns: number; readonly rows: number };
  /** Shows rows from the top, and writes only those that differ from what is there. */
  draw(rows: readonly Row[]): void;
  /** Lets the next `draw` write everything: the size is another, or something else has written. */
  invalidate(): void;
  enter(): void;
  /** Gives the terminal back as it was; a second call does nothing. */
  leave(): void;
}

const escape = '\u001B[';
// The alternate screen, no cursor, no wrapping at the end of a row, and pasted text that is marked as such.
const begin = `${escape}?1049h${escape}?25l${escape}?7l${escape}?2004h${escape}2J`;
const end = `${escape}0m${escape}?2004l${escape}?7h${escape}?25h${escape}?1049l`;

/** @param style - of `Io`, which leaves colours out where they are not wanted */
export function createScreen(output: TerminalOutput, style: Io['style']): Screen {
  let shown: string[] = [];
  let isIn = false;
  const size = () => ({ columns: output.columns || 80, rows: output.rows || 24 });
  return {
    size,
    draw(rows) {
      const { columns, rows: height } = size();
      const lines = rows.slice(0, height).map((row) => toLine(row, columns, style));
      let changes = '';
      for (let index = 0; index < height; index += 1) {
        const line = lines[index] ?? '';
        if (line !== shown[index]) changes += `${escape}${index + 1};1H${escape}0m${escape}2K${line}`;
        shown[index] = line;
      }
      shown.length = height;
      // In one piece, where the terminal can (mode 2026): nothing half drawn is seen.
      if (changes && isIn) output.write(`${escape}?2026h${changes}${escape}?2026l`);
    },
    invalidate() {
      shown = [];
    },
    enter() {
      if (isIn) return;
      isIn = true;
      shown = [];
      output.write(begin);
    },
    leave() {
      if (!isIn) return;
      isIn = false;
      output.write(end);
    },
  };
}

/** Each cell goes to its own column, so that a character of which the terminal thinks otherwise moves nothing else. */
function toLine(row: Row, columns: number, style: Io['style']): string {
  let line = '';
  let at = 0;
  for (const cell of row) {
    const width = Math.min(cell.width ?? columns, columns - at);
    if (width <= 0) break;
    const text = fitText(cell.text, width, cell.align);
    const styled = cell.style === undefined ? text : style(cell.style as Style, text);
    line += at === 0 ? styled : `${escape}${at + 1}G${styled}`;
    at += width;
  }
  return line;
}
