import { boundText, groupsOf, isHeld, spreadText, toText } from './figure.mjs';

/**
 * What report.mjs keeps.
 * @typedef {{ question: string, unit: string, node: string, date: string,
 *   machine: { cpu: string, cores: number, memory: string, system: string },
 *   figures: readonly import('./figure.mjs').Figure[], notes: readonly string[] }} Result
 */

const cell = (text) => text.replaceAll('|', String.raw`\|`);
const tableRow = (cells) => `| ${cells.map(cell).join(' | ')} |`;
const tableOf = (head, rows) => [head, head.map(() => '---'), ...rows].map(tableRow).join('\n');

const machineText = ({ cpu, cores, memory, system }) => `${cpu}, ${cores} cores, ${memory}, ${system}`;

function heldText(figure) {
  if (figure.bound === undefined) return '';
  return isHeld(figure) ? 'yes' : '**no**';
}

/** The table of a question; a column that no figure fills is left out. */
function figureTable({ figures, unit }) {
  const columns = [
    ['What', ({ group }) => group],
    ['', ({ label }) => label],
    [unit, ({ ratio }) => toText(ratio)],
    ['Quartiles', ({ spread }) => spreadText(spread)],
    ['Bound', boundText],
    ['Held', heldText],
    ['Measured', ({ value = '' }) => value],
    ['Against', ({ floor = '' }) => floor],
  ];
  const rows = groupsOf(figures).flatMap(([, members]) =>
    members.map((figure, index) =>
      columns.map(([name, of]) => (name === 'What' && index > 0 ? '' : of(figure))),
    ),
  );
  const filled = columns.map((_, index) => rows.some((cells) => cells[index] !== ''));
  const shown = (cells) => cells.filter((_, index) => filled[index]);
  return tableOf(shown(columns.map(([name]) => name)), rows.map(shown));
}

/** How many of a result's bounds are held: `12 of 12`. */
function heldCount({ figures }) {
  const bounded = figures.filter(({ bound }) => bound !== undefined);
  return `${bounded.filter((figure) => isHeld(figure)).length} of ${bounded.length}`;
}

function section([name, result], { machine }) {
  const { question, node, date, notes } = result;
  const on = machine ? [] : [`on ${machineText(result.machine)}`];
  const parts = [
    `## ${question}`,
    [`\`${name}.mjs\``, `Node ${node}`, date, ...on].join(', '),
    `![${question}](plots/${name}.svg)`,
    figureTable(result),
  ];
  if (notes.length > 0) parts.push(notes.map((note) => `- ${note}`).join('\n'));
  return parts.join('\n\n');
}

/** As a heading is linked to. */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');

/**
 * Writes what was measured as a page.
 * @param {Readonly<Record<string, Result>>} results by the name of the question's file
 * @returns {string} Markdown
 */
export function toReadme(results) {
  const entries = Object.entries(results);
  const machines = [...new Set(entries.map(([, { machine }]) => machineText(machine)))];
  const machine = machines.length === 1 ? machines[0] : undefined;
  const summary = entries.map(([name, result]) => [
    `[${result.question}](#${anchorOf(result.question)})`,
    heldCount(result),
    `\`${name}\``,
  ]);
  const intro = `# Benchmarks

Written by \`npm run bench\`. Each file of this folder asks one question. It first asserts that what it measures is
right, then measures what is compared in turns, in one process where that is possible, so that whatever disturbs the
machine disturbs all of it. A figure is the median of the rounds, with its quartiles. Ratios can be compared between
machines, times cannot.

\`\`\`sh
npm run bench                            # all questions; writes this page and plots/
npm run bench -- --only verify,size      # some of them; the others stay as they are
npm run bench -- --short                 # what \`npm test\` runs: fewer rounds, twice the bounds, writes nothing
\`\`\``;
  const parts = [intro, tableOf(['Question', 'Bounds held', '`--only`'], summary)];
  if (machine !== undefined) parts.push(`All were measured on ${machine}.`);
  return `${[...parts, ...entries.map((entry) => section(entry, { machine }))].join('\n\n')}\n`;
}
