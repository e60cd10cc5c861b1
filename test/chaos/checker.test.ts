import { expect, test } from 'vitest';
import { checkChaos } from './check.ts';
import { describeResult } from './describe-result.ts';
import { writeLog, type LogName } from './logs.ts';
import { recordedRuns, type RecordedRun } from './recorded-runs.ts';
import { createScratchDir } from './scratch-dir.ts';

/** Writes a line as a process of the run has. */
function replay(dir: string, line: string): void {
  const [name = '', id = '', second = '', ...rest] = line.split(' ');
  if (name === 'refused') return writeLog(dir, name, { id, note: second });
  const attempt = second === '' ? {} : { attempt: Number(second) };
  writeLog(dir, name as LogName, { id, ...attempt, ...(rest.length > 0 && { note: rest.join(' ') }) });
}

function check({ plans, lines, effects, dead = [], faults }: RecordedRun): readonly string[] {
  const { path: dir, dispose } = createScratchDir();
  try {
    for (const line of lines.flatMap((some) => some.split('; '))) replay(dir, line);
    const payloads = new Map(Object.entries(plans).map(([id, deeds]) => [id, { deeds }]));
    const found = checkChaos({ dir, plans: payloads, effects, dead });
    const none = {
      kills: 0,
      freezes: 0,
      serverKills: 0,
      workers: 1,
      crashes: [],
      halves: [],
      leased: 0,
      waiting: 0,
    };
    return describeResult('recorded', { ...found, ...none, ...faults }).problems;
  } finally {
    dispose();
  }
}

test.each(recordedRuns)('the checker sees what became of: $fact', (run) => {
  expect(check(run)).toEqual(run.problems);
});

test('an event that nobody has sent, and that is handled, ends the check', () => {
  const run: RecordedRun = { fact: '', plans: {}, lines: ['starts a 1'], effects: [], problems: [] };
  expect(() => check(run)).toThrow('a was begun, and nobody has sent it.');
});
