// What does the compiler need for an application with 20 typed handlers, against the same with plain functions?
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medianOf, quartilesOf } from './lib/compare.mjs';
import { report } from './lib/report.mjs';
import { handlerCount, plainApplication, typedApplication } from './lib/typed-application.mjs';

const bound = 1.5;
const wrongField = 'reference';
const mostInstantiations = 10_000;
const short = process.argv.includes('--short');
const rounds = short ? 3 : 15;
const nodeModules = fileURLToPath(new URL('node_modules', import.meta.url));

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023', 'dom'],
  module: 'nodenext',
  types: [],
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  noEmit: true,
};

const dir = mkdtempSync(join(tmpdir(), 'hooklatch-types-'));

/** Writes a project, and gives its folder. */
function writeProject(name, code) {
  const project = join(dir, name);
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['main.ts'] }));
  writeFileSync(join(project, 'main.ts'), code);
  return project;
}

/** Compiles a project, and gives the milliseconds that the process took and what the compiler counted. */
function compile(command, project) {
  const started = performance.now();
  const { status, stdout } = spawnSync(
    process.execPath,
    [command, '-p', project, '--extendedDiagnostics', '--pretty', 'false'],
    { encoding: 'utf8' },
  );
  const time = performance.now() - started;
  const instantiations = Number(/^Instantiations:\s+(\d+)/m.exec(stdout)?.[1]);
  return { status, stdout, time, instantiations };
}

function requireRight(result) {
  if (result.status === 0 && result.instantiations > 0) return result;
  throw new Error(`What is measured is wrong: ${result.stdout}`);
}

/** What one compiler needs for both. */
function measure([name, command], { typed, plain, wrong }) {
  if (!compile(command, wrong).stdout.includes(`'${wrongField}' does not exist`)) {
    throw new Error('What is measured is wrong: handlers are not typed.');
  }
  const times = { typed: [], plain: [] };
  const last = {};
  for (let round = -1; round < rounds; round += 1) {
    const order = [
      ['plain', plain],
      ['typed', typed],
    ];
    for (const [kind, project] of round % 2 === 0 ? order : order.toReversed()) {
      last[kind] = requireRight(compile(command, project));
      // The first round reads the files from the disk.
      if (round >= 0) times[kind].push(last[kind].time);
    }
  }
  const timeText = (values) => `${medianOf(values).toFixed(0)} ms`;
  const countText = ({ instantiations }) => instantiations.toLocaleString('en-US');
  return [
    {
      group: name,
      label: 'time of the compiler',
      ...quartilesOf(times.typed.map((time, round) => time / times.plain[round])),
      bound,
      floor: timeText(times.plain),
      value: timeText(times.typed),
    },
    {
      group: name,
      label: `instantiations of types, of ${mostInstantiations.toLocaleString('en-US')}`,
      ratio: last.typed.instantiations / mostInstantiations,
      bound: 1,
      exact: true,
      floor: countText(last.plain),
      value: countText(last.typed),
    },
  ];
}

try {
  symlinkSync(nodeModules, join(dir, 'node_modules'), 'dir');
  const projects = {
    typed: writeProject('typed', typedApplication),
    plain: writeProject('plain', plainApplication),
    wrong: writeProject(
      'wrong',
      typedApplication.replace('event.payload.ref', `event.payload.${wrongField}`),
    ),
  };
  const compilers = [
    ['TypeScript 7.0', fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')))],
    ['TypeScript 6.0', fileURLToPath(import.meta.resolve('typescript6/bin/tsc6'))],
  ].slice(0, short ? 1 : 2);
  report({
    question: `What does the compiler need for ${handlerCount} typed handlers, against plain functions?`,
    unit: 'times the same with plain functions',
    figures: compilers.flatMap((compiler) => measure(compiler, projects)),
    notes: [
      `Both applications import core and ${handlerCount} providers with their types, and read the same fields of the same events. One gives its handlers to \`createWebhook\`, which finds out the types of what they are called with; in the other each is a function that says it.`,
      'Whole processes, with `--noEmit` and `skipLibCheck`.',
    ],
  });
} finally {
  rmSync(dir, { recursive: true, force: true });
}
