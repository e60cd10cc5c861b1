import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { boundText, isHeld, spreadText, toText } from './figure.mjs';

/** What a reader needs to know of the machine: nothing that names it. */
const describeMachine = () => ({
  cpu: cpus()[0]?.model.trim() ?? process.arch,
  cores: cpus().length,
  memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  system: `${process.platform} ${process.arch}`,
});

function lineOf(figure, held) {
  const { group, label, ratio, spread, bound, floor, value } = figure;
  const parts = [`  ${group}, ${label}: ${toText(ratio)}`];
  if (spread !== undefined) parts.push(`(${spreadText(spread)})`);
  if (bound !== undefined) parts.push(boundText(figure));
  if (value !== undefined) parts.push(floor === undefined ? `[${value}]` : `[${value} against ${floor}]`);
  return `${parts.join(' ')}${held ? '' : ' PAST ITS BOUND'}`;
}

/**
 * Says what a question has found, and sets the exit code where a bound is not held. Where HOOKLATCH_RESULTS names a
 * folder, it is kept there under the name of the question's file.
 *
 * @param {object} found
 * @param {string} found.question a heading
 * @param {string} found.unit what every figure is: `times the floor`
 * @param {readonly import('./figure.mjs').Figure[]} found.figures
 * @param {readonly string[]} [found.notes] sentences that stand below the table
 * @param {'one' | 'group'} [found.scale] whether bars of all groups have one scale, or each group its own (`one`)
 * @throws TypeError where there is nothing to report, or a figure is no number
 */
export function report({ question, unit, figures, notes = [], scale = 'one' }) {
  if (figures.length === 0) throw new TypeError(`No figure answers "${question}"`);
  const unmeasured = figures.find(({ ratio }) => !Number.isFinite(ratio));
  if (unmeasured) throw new TypeError(`${unmeasured.group}, ${unmeasured.label} is no number.`);
  const short = process.argv.includes('--short');
  console.log(`${question} (${unit}, Node ${process.versions.node})`);
  for (const figure of figures) {
    const held = isHeld(figure, { short });
    if (!held) process.exitCode = 1;
    console.log(lineOf(figure, held));
  }
  const folder = process.env['HOOKLATCH_RESULTS'];
  if (folder === undefined) return;
  const about = { node: process.versions.node, date: new Date().toISOString().slice(0, 10) };
  const result = { question, unit, scale, ...about, machine: describeMachine(), figures, notes };
  const name = `${basename(process.argv[1], '.mjs')}.json`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(result, null, 2)}\n`);
}
