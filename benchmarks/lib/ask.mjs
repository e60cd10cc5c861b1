import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isHeld } from './figure.mjs';

/** How long a question may take before it is stopped, in minutes. */
const limits = { short: 3, long: 40 };

/**
 * Runs one question in a process of its own.
 *
 * @param {string} file the question
 * @param {{ short: boolean, results: string }} options `results` is the folder in which its answer is kept
 * @returns {string[]} what is to be said of it at the end: nothing where every bound is held
 */
export function askQuestion(file, { short, results }) {
  const name = basename(file, '.mjs');
  const { status, signal } = spawnSync(process.execPath, [file, ...(short ? ['--short'] : [])], {
    stdio: 'inherit',
    env: { ...process.env, HOOKLATCH_RESULTS: results },
    timeout: 60_000 * (short ? limits.short : limits.long),
  });
  const answer = join(results, `${name}.json`);
  const end = signal ?? `exit code ${status}`;
  // Without an answer, and well: the server that it needs is not installed, as it has said.
  if (!existsSync(answer)) return status === 0 ? [] : [`${name}: died without an answer (${end})`];
  const past = JSON.parse(readFileSync(answer, 'utf8'))
    .figures.filter((figure) => !isHeld(figure, { short }))
    .map(({ group, label }) => `${name}: ${group}, ${label} is past its bound`);
  return status !== 0 && past.length === 0 ? [`${name}: died after its answer (${end})`] : past;
}
