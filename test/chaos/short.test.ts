import { describe, expect, test } from 'vitest';
import { engineNames } from './config.ts';
import { describeResult } from './describe-result.ts';
import { runChaos } from './run-chaos.ts';
import { presentEngines } from './share-engines.ts';

const seconds = 12;
const rate = 50;

describe.each(engineNames)('%s', (engine) => {
  const seed = Math.floor(Math.random() * 1e9);
  const isMissing = !presentEngines.includes(engine);
  const options = { concurrent: true, timeout: 180_000 };
  test.skipIf(isMissing)(`processes and the server are killed at random, seed ${seed}`, options, async () => {
    const said: string[] = [];
    const result = await runChaos({ engine, seconds, seed, rate, say: (line) => said.push(line) });
    const { text, problems } = describeResult(engine, result);
    console.log(`seed ${seed}: ${text}`);
    if (problems.length > 0) console.log(said.join('\n'));
    expect(problems).toEqual([]);
  });
});
