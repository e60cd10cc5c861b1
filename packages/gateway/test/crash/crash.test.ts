import { expect, test } from 'vitest';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openCrashStage } from './lib/crash-stage.ts';
import { crashPoints, runCrash } from './lib/run-crash.ts';

onEachDatabase('a gateway that is killed again and again', (database) => {
  const seed = Math.floor(Math.random() * 1e9);

  test(
    `loses no event, no alert and no digest, and repeats only what was on its way (seed ${seed})`,
    { timeout: 300_000 },
    async () => {
      await using stage = await openCrashStage({ origin: await database.origin() });
      const kills = 5;
      const found = await runCrash(stage, { kills, seed, points: crashPoints });
      console.log(`seed ${seed}: ${JSON.stringify(found)}`);
      expect(found.problems).toEqual([]);
      expect(found.kills).toBe(kills);
      expect(found.acknowledged).toBeGreaterThan(50);
      expect(found.digests).toBeGreaterThan(0);
    },
  );
});
