import { describe, expect, test } from 'vitest';
import { createDatabase } from '../../../../test/servers/create-database.ts';
import { hasPostgres } from '../../../../test/servers/postgres.ts';
import { until } from '../../../../test/servers/until.ts';
import { usePostgres } from '../../../../test/servers/use-postgres.ts';
import { openCrashStage } from './lib/crash-stage.ts';
import { judgeCrash } from './lib/judge-crash.ts';
import { comeToRest } from './lib/run-crash.ts';
import { sendEvents } from './lib/send-events.ts';

/** Forwards on their way at once, over both processes. */
const concurrency = 6;

describe.skipIf(!hasPostgres)('two gateways on one PostgreSQL', () => {
  const server = usePostgres();

  test(
    'both deliver and nothing twice; when one is killed the other takes over',
    { timeout: 120_000 },
    async () => {
      const origin = { url: await createDatabase(server) };
      await using stage = await openCrashStage({ origin, count: 2, concurrency });
      const [first, second] = stage.processes;
      const { forwards } = stage.ledgers;
      await Promise.all([first?.start(), second?.start()]);
      const sender = sendEvents(stage.urls, 30);
      await until(() => forwards.entries.length >= 150, { timeoutMs: 40_000, what: '150 forwards' });
      for (const one of [first, second]) {
        // oxlint-disable-next-line no-await-in-loop
        const passed = (await one?.passed()) ?? {};
        for (const point of ['committed-store', 'committed-route', 'committed-settle']) {
          expect([point, passed[point] ?? 0]).toEqual([
            point,
            expect.toSatisfy((times) => Number(times) > 10),
          ]);
        }
      }
      expect(new Set(forwards.entries.map(({ id }) => id)).size).toBe(forwards.entries.length);

      first?.kill();
      await first?.died();
      const before = sender.acknowledged.size;
      await until(() => sender.acknowledged.size >= before + 50, { timeoutMs: 20_000, what: '50 more' });
      await sender.stop();
      await comeToRest(stage);
      const lanes = { forwards: concurrency, alerts: 4, rare: 1, digests: 4 };
      const { problems, kills } = await judgeCrash(stage, sender.acknowledged, lanes);
      expect([kills, problems]).toEqual([1, []]);
    },
  );
});
