// `npm run chaos -- --minutes 10 [--engine sqlite] [--seed 1] [--rate 100]`: kills processes at random and says what
// became of every event.
import { parseArgs } from 'node:util';
import { engineNames, type EngineName } from './config.ts';
import { describeResult } from './describe-result.ts';
import { runChaos } from './run-chaos.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    engine: { type: 'string', default: 'all' },
    seed: { type: 'string', default: `${Math.floor(Math.random() * 1e9)}` },
    rate: { type: 'string', default: '100' },
    plain: { type: 'boolean', default: false },
  },
});
const engines = engineNames.filter((name) => values.engine === 'all' || values.engine === name);
if (engines.length === 0) throw new TypeError(`--engine is one of all, ${engineNames.join(', ')}.`);
const seconds = (Number(values.minutes) * 60) / engines.length;
const seed = Number(values.seed);
if (!(seconds > 0) || !Number.isInteger(seed)) throw new TypeError('--minutes and --seed are numbers.');

// What has been started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

console.log(`seed ${seed}: ${engines.join(', ')}, ${seconds.toFixed(0)} s each`);
let isGood = true;
for (const engine of engines) {
  const result = await runChaos({
    engine: engine as EngineName,
    seconds,
    seed,
    rate: Number(values.rate),
    ...(values.plain && { transactional: false }),
    say: (line) => console.log(line),
  });
  const { text, problems } = describeResult(engine, result);
  console.log(text);
  for (const problem of problems) console.log(`  WRONG: ${problem}`);
  isGood &&= problems.length === 0;
}
const again = `--seed ${seed} --minutes ${values.minutes} --engine ${values.engine} --rate ${values.rate}`;
console.log(isGood ? 'all invariants hold' : `to see it again: npm run chaos -- ${again}`);
process.exit(isGood ? 0 : 1);
