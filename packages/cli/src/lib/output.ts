import type { Io } from './io.ts';
import { toPrintableJson } from './printable.ts';

/** Writes lines to standard output. What a stranger has written in them was made printable before. */
export function writeLines(io: Io, lines: readonly string[]): void {
  io.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** Writes one JSON document to standard output; nothing in it can change what a terminal shows. */
export function writeJson(io: Io, value: unknown): void {
  io.stdout.write(`${toPrintableJson(value, 2)}\n`);
}

/** Tells something on standard error, that standard output may be piped. */
export function notice(io: Io, text: string): void {
  io.stderr.write(`${text}\n`);
}

/** Columns, as wide as their widest cell; the last one is as long as it is. */
export function toColumns(rows: readonly (readonly string[])[], indent = 2): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [at, cell] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, cell.length);
  }
  return rows.map((row) => {
    const cells = row.map((cell, at) => (at === row.length - 1 ? cell : cell.padEnd(widths[at] ?? 0)));
    return `${' '.repeat(indent)}${cells.join('  ')}`.trimEnd();
  });
}
