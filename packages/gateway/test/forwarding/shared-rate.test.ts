import { expect, test } from 'vitest';
import { until } from '../../../../test/servers/until.ts';
import { giveTurnsBack, takeTurns, type RatedLane } from '../../src/lib/forwarding/shared-rate.ts';
import { runChild } from '../ingest/lib/run-child.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { statesOf } from './lib/dispatch.ts';
import { startReceiver } from './lib/receiver.ts';
import { openStage } from './lib/stage.ts';

const program = '../../forwarding/lib/dispatch-program.ts';

onEachDatabase('the rate of a destination', (database) => {
  test.skipIf(database.kind === 'sqlite')(
    'is kept by two processes together',
    { timeout: 60_000 },
    async () => {
      const url = await database.url();
      const times: number[] = [];
      await using receiver = await startReceiver((response) => {
        times.push(performance.now());
        response.end();
      });
      await using stage = await openStage(database, { origin: { url } });
      await stage.connect({ url: receiver.url, ratePerSecond: 40, concurrency: 50 });
      await using children = new AsyncDisposableStack();
      for (let at = 0; at < 2; at += 1) children.use(await runChild(program, url));
      await stage.store(...Array.from({ length: 128 }, () => ({})));
      await until(async () => (await statesOf(stage)).every((state) => state === 'delivered'));
      expect(times).toHaveLength(128);
      const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
      // 8 go at once, and 120 take 3 seconds; each process by itself would have needed 1.4.
      expect(seconds).toBeGreaterThan(2.8);
      expect(seconds).toBeLessThan(12);
    },
  );

  test('is a time until which it is spent, that only one of two may move on', async () => {
    await using stage = await openStage(database);
    const { id } = await stage.connect({ url: 'http://127.0.0.1:1', ratePerSecond: 20 });
    const { db } = stage.context;
    const read = async (): Promise<RatedLane> => {
      const { rate_spent_until: rateSpentUntil } = await stage.destination(id);
      return { id, ratePerSecond: 20, rateSpentUntil };
    };
    const now = 1_800_000_000_000;
    const fresh = await read();
    expect(await takeTurns(db, fresh, 3, now)).toEqual({ count: 3, againInMs: 0 });
    // Read before, so that it does not know of those.
    expect(await takeTurns(db, fresh, 3, now)).toMatchObject({ count: 0 });
    expect(await takeTurns(db, await read(), 3, now)).toEqual({ count: 1, againInMs: 0 });
    expect(await takeTurns(db, await read(), 3, now)).toEqual({ count: 0, againInMs: 50 });
    expect(await takeTurns(db, await read(), 3, now + 100)).toEqual({ count: 2, againInMs: 0 });
    await giveTurnsBack(db, await read(), 1);
    expect(await takeTurns(db, await read(), 3, now + 100)).toEqual({ count: 1, againInMs: 0 });
    // A second of rest is worth a fifth of it.
    expect(await takeTurns(db, await read(), 50, now + 5000)).toEqual({ count: 4, againInMs: 0 });
    // The clock is put back by an hour.
    expect(await takeTurns(db, await read(), 1, now - 3_600_000)).toEqual({ count: 1, againInMs: 0 });
  });
});
