// How long does a process take that imports what verifies, against one that imports an empty module?
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { medianOf, mostTurns, quartilesOf } from './lib/compare.mjs';
import { report } from './lib/report.mjs';

const bound = 1.5;
const short = process.argv.includes('--short');
const rounds = short ? 5 : 30;
const folder = fileURLToPath(new URL('./', import.meta.url));

/** Modules, and an export of the last that shows that it is there. */
const contenders = {
  'an empty module': { modules: [new URL('lib/empty.mjs', import.meta.url).href], shows: 'empty' },
  '@hooklatch/core, one provider': {
    modules: ['@hooklatch/core', '@hooklatch/providers/stripe'],
    shows: 'stripe',
  },
  '@octokit/webhooks-methods': { modules: ['@octokit/webhooks-methods'], shows: 'verify' },
  standardwebhooks: { modules: ['standardwebhooks'], shows: 'Webhook' },
  svix: { modules: ['svix'], shows: 'Webhook' },
  '@clerk/backend': { modules: ['@clerk/backend/webhooks'], shows: 'verifyWebhook' },
  stripe: { modules: ['stripe'], shows: 'Stripe' },
  '@hookflo/tern': { modules: ['@hookflo/tern'], shows: 'WebhookVerificationService' },
};

/** A program that imports modules one after the other, and says how long that took in milliseconds. */
const programOf = ({ modules, shows }) =>
  [
    'const started = performance.now();',
    ...modules.map((name, index) => `const m${index} = await import('${name}');`),
    'const took = performance.now() - started;',
    `const last = m${modules.length - 1};`,
    `if (!last.${shows}) throw new Error('It is not there.');`,
    'process.stdout.write(String(took));',
  ].join('\n');

/** Runs a program, and gives the milliseconds of the whole process and of the import. */
function run(program) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: folder,
    encoding: 'utf8',
  });
  const whole = performance.now() - started;
  if (status !== 0) throw new Error(`What is measured is wrong: ${stderr}`);
  return { whole, taken: Number(stdout) };
}

const measured = Object.entries(contenders).map(([label, contender]) => ({
  label,
  program: programOf(contender),
  runs: [],
}));
// The first time files are read from the disk.
for (const { program } of measured) run(program);
const [floor, ...others] = measured;
const ratiosOf = (runs) => runs.map(({ whole }, round) => whole / floor.runs[round].whole);
const isOurs = ({ label }) => label.startsWith('@hooklatch');
const isPast = () => !short && others.filter(isOurs).some(({ runs }) => medianOf(ratiosOf(runs)) > bound);
for (let round = 0; round < rounds || (round < mostTurns * rounds && isPast()); round += 1) {
  for (const each of round % 2 === 0 ? measured : measured.toReversed()) each.runs.push(run(each.program));
}

const timeText = (runs) => {
  const [whole, taken] = ['whole', 'taken'].map((name) => medianOf(runs.map((one) => one[name])));
  return `${whole.toFixed(0)} ms, the import ${taken.toFixed(1)} ms`;
};
report({
  question: 'How long does a process take that imports what verifies?',
  unit: 'times a process that imports an empty module',
  figures: others.map(({ label, runs }) => ({
    group: `Node ${process.versions.node.split('.')[0]}`,
    label,
    ...quartilesOf(ratiosOf(runs)),
    ...(isOurs({ label }) && { bound }),
    floor: timeText(floor.runs),
    value: timeText(runs),
  })),
  notes: [
    `Whole processes, from their start to their end, ${rounds} of each in turns, up to ${mostTurns} times as many where the bound is passed. Packages are imported as they are published, from a warm disk.`,
  ],
});
