import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineNames, type EngineName } from './config.ts';
import { migrationPoints, runMigration } from './crash-migration.ts';
import { prunePoints, runPrune } from './crash-prune.ts';
import { replayPoints, runReplay } from './crash-replay.ts';
import { crashRows } from './crash-rows.ts';
import { runZombie, zombieRows } from './crash-zombies.ts';
import { runCrash } from './run-crash.ts';
import { presentEngines, shareEngines, type SharedEngines } from './share-engines.ts';

let servers: SharedEngines;
beforeAll(async () => {
  servers = await shareEngines(presentEngines);
});
afterAll(() => servers?.stop());

/** Of many points of one fact another one each day, unless `HOOKLATCH_EVERY_POINT` is set. */
const today = Math.floor(Date.now() / 86_400_000);
const some = <Point>(points: readonly Point[]): readonly Point[] =>
  process.env['HOOKLATCH_EVERY_POINT'] === undefined
    ? points.filter((_, at) => at === today % points.length)
    : points;

const describeEngine = (engine: EngineName): void => {
  const crashes = crashRows.flatMap((row) =>
    some(row.at[engine] ?? []).map((point) => ({ fact: row.fact, point, row })),
  );

  test.each(crashes)('$fact ($point)', async ({ row, point }) => {
    const { kills, kept = ['stored'], starts = ['1'], effects = 1, isDead = false } = row;
    const found = await runCrash(row, point, engine, servers.create);
    expect(found.problems).toEqual([]);
    expect(found.kills).toBe(1);
    if (kills === 'receiver' && !found.answers.includes('503')) {
      expect(found.answers).toBe(row.answers ?? '0 200');
      expect(kept).toContain(found.kept);
    }
    expect(starts).toContain(found.starts);
    expect(found.dead).toBe(isDead ? 1 : 0);
    if (isDead) expect([found.effects, ...found.places]).toEqual([0, 1, 1]);
    else expect(found.effects).toBeLessThanOrEqual(effects);
  });

  test.each(some(replayPoints[engine]))(
    'C13 while events are sent through again: each goes once (%s)',
    async (point) => {
      const { kills, starts, answered, refused } = await runReplay(engine, point, servers.create);
      expect({ kills, answered }).toEqual({ kills: 1, answered: starts.length });
      // What was sent through just before the kill is not sent through once more.
      expect(refused).toBeLessThanOrEqual(/^(commit|committed|sent|after)-/.test(point) ? 1 : 0);
      expect(new Set(starts)).toEqual(new Set(['1 1']));
    },
  );

  test.each(some(prunePoints[engine]))(
    'C14 while events are forgotten: those go that have outlived their retention, and no others (%s)',
    async (point) => {
      expect(await runPrune(engine, point, servers.create)).toEqual({
        kills: 1,
        old: 'stored stored',
        young: 'stored duplicate',
        extraStarts: 0,
        known: 1,
      });
    },
  );

  test.each(some(migrationPoints.filter((row) => row.engine === engine)))(
    'C14 while tables are made: the next start makes the rest ($point, after $skip)',
    async (row) => {
      expect(await runMigration(engine, row, servers.createEmpty)).toEqual({
        kills: 1,
        kept: ['stored', 'duplicate'],
        waiting: 1,
      });
    },
  );

  test.each(zombieRows.filter(({ engines }) => engines.includes(engine)))(
    'C15 a worker stands still: $fact',
    async (row) => {
      const { starts, effects, dead, isReported, problems } = await runZombie(row, engine, servers.create);
      const isPlain = row.isPlain === true || engine === 'redis';
      expect(problems).toEqual([]);
      expect({ starts, dead, isReported }).toEqual({
        starts: '1 2',
        dead: row.isDead ? 1 : 0,
        isReported: true,
      });
      expect(effects).toBe(row.isDead ? 0 : isPlain && row.payload.deeds.length === 1 ? 2 : 1);
    },
  );
};

const options = { concurrent: true, timeout: 90_000 };
for (const engine of engineNames) {
  describe.skipIf(!presentEngines.includes(engine))(`a process is killed on ${engine}`, options, () => {
    describeEngine(engine);
  });
}
