import type { Cell, Matrix } from './run-matrix.ts';
import { runtimes } from './runtimes.ts';
import { suiteRows } from './suite-list.ts';

const before = `<!-- Written by \`npm run runtimes\`. -->

# Runtimes

What ran where, from the packed packages as an application installs them. A number is how many facts were shown; none
failed. The tests run all of it, and fail where this page says something else.
`;

const after = `"Required" is the CommonJS build, loaded with \`require\`; the other rows are ES modules. Bun answers with
\`Bun.serve\`, Deno with \`Deno.serve\`, workerd and the edge runtime with a fetch handler, Node with \`@hooklatch/node\`.

workerd runs without compatibility flags, as of a date when it had nothing of Node. The edge runtime is the one that
\`next start\` has, without Next.js around it. For both, the packages are bundled with the conditions of the runtime, and
the bundle imports nothing of Node.

Left out is what the platform cannot have: an inbox in memory has one client, and a transaction of SQLite no asynchronous
work.
`;

const count = (number: number): string => number.toLocaleString('en-US');

function toText(cell: Cell | undefined): string {
  if (cell === undefined) return 'did not run';
  if ('notSupported' in cell) return `not supported: ${cell.notSupported}`;
  const failed = cell.failed.length > 0 ? `, ${count(cell.failed.length)} failed` : '';
  const leftOut = cell.leftOut > 0 ? `, ${cell.leftOut} left out` : '';
  return count(cell.passed) + failed + leftOut;
}

function toTable(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const toLine = (cells: readonly string[]): string =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  const [head = [], ...others] = rows;
  return [head, widths.map((width) => '-'.repeat(width)), ...others].map(toLine).join('\n');
}

/** The page about what ran where. */
export function toPage(matrix: Matrix): string {
  const head = ['suite', ...runtimes.map(({ name }) => name)];
  const rows = suiteRows.map(({ title }) => [
    title,
    ...runtimes.map(({ name }) => toText(matrix.get(name)?.get(title))),
  ]);
  return [before, `${toTable([head, ...rows])}\n`, after].join('\n');
}
