// `npm run chaos:gateway -- [--kills 24] [--seed 1] [--database sqlite|postgres]`: kills the whole gateway at named
// points and at random, and says which promises were broken, if any.
import { parseArgs } from 'node:util';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { sharedPostgres } from '../../../../test/servers/postgres.ts';
import { openCrashStage } from './lib/crash-stage.ts';
import { crashPoints, digestPoints, runCrash } from './lib/run-crash.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '24' },
    seed: { type: 'string', default: `${Math.floor(Math.random() * 1e9)}` },
    database: { type: 'string', default: 'sqlite' },
  },
});
const { database } = values;
const run = { kills: Number(values.kills), seed: Number(values.seed) };
// What has been started ends with this process.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));

console.log(`seed ${run.seed}: ${run.kills} kills on ${database}`);
const server = database === 'postgres' ? await sharedPostgres() : undefined;
try {
  await using stage = await openCrashStage({ origin: server && { url: await createDatabase(server) } });
  const points = [...crashPoints, ...digestPoints];
  const { problems, ...found } = await runCrash(stage, {
    ...run,
    points,
    say: (line) => console.log(`  ${line}`),
  });
  console.log(JSON.stringify(found));
  for (const problem of problems) console.log(`  WRONG: ${problem}`);
  console.log(problems.length === 0 ? 'all promises are kept' : `to see it again: --seed ${run.seed}`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await server?.release();
}
process.exit();
