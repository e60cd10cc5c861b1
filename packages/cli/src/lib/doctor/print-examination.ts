import type { Io } from '../io.ts';
import { writeLines, notice } from '../output.ts';
import { toPrintable } from '../printable.ts';
import type { Examination } from './examine.ts';

const line = (text: string): string => toPrintable(text, { isLine: true });

/** Findings on standard output; what could not be looked at, and the sum, on standard error. */
export function printExamination(io: Io, { files, findings, notes }: Examination): void {
  for (const { file, line: row, column, rule, message, remedy } of findings) {
    writeLines(io, [
      `${io.style('bold', `${line(file)}:${row}:${column}`)}  ${io.style('yellow', rule)}`,
      `  ${line(message)}`,
      `  ${io.style('green', 'Remedy:')} ${line(remedy)}`,
      '',
    ]);
  }
  for (const { file, message } of notes) notice(io, `Not looked at: ${line(file)}: ${line(message)}`);
  const places = new Set(findings.map(({ file }) => file)).size;
  const found =
    findings.length === 0
      ? 'Nothing found'
      : `${count(findings.length, 'finding')} in ${count(places, 'file')}`;
  notice(io, `${found}; ${count(files, 'file')} read.`);
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;
