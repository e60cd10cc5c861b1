import { expect, test } from 'vitest';
import { planRetention } from '../../src/lib/log/plan-retention.ts';
import { runRetention, type RetentionLimits } from '../../src/lib/log/run-retention.ts';
import { insertForward } from './lib/insert-forward.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog, seedTime, type LogStage } from './lib/log-stage.ts';

const day = 86_400_000;
const each = 1024 + 1000;

/** 20 events: one a day, of the same size; the oldest comes first. Two of them still have something before them. */
async function openFilled(origin: Parameters<typeof openLog>[0]): Promise<LogStage> {
  const log = await openLog(origin);
  const body = 'x'.repeat(1000 - 2);
  const events = await log.store(
    ...Array.from({ length: 20 }, (_, at) => ({ received_at: seedTime - (20 - at) * day, body })),
  );
  await log.route();
  const [first, , third, , fifth] = events;
  if (first !== undefined) await insertForward(log, first, 'queued');
  if (third !== undefined) await insertForward(log, third, 'leased');
  if (fifth !== undefined) await insertForward(log, fifth, 'delivered');
  return log;
}

onEachDatabase('the plan of a retention', ({ origin }) => {
  test.each<[string, RetentionLimits, number]>([
    ['10 days', { retentionMs: 10 * day, maxLogBytes: undefined }, 8],
    ['1 day', { retentionMs: day, maxLogBytes: undefined }, 17],
    ['room for all but a byte', { retentionMs: 30 * day, maxLogBytes: 20 * each - 1 }, 1],
    ['room for 15', { retentionMs: 30 * day, maxLogBytes: 15 * each }, 5],
    ['10 days and room for 15', { retentionMs: 10 * day, maxLogBytes: 15 * each }, 8],
    ['10 days and room for 5', { retentionMs: 10 * day, maxLogBytes: 5 * each }, 15],
  ])('%s: it is what the retention then removes', async (_name, limits, events) => {
    const log = await openFilled(await origin());
    expect(await planRetention(log, limits)).toBe(events);
    const { retentionMs, maxLogBytes } = limits;
    expect(await runRetention({ ...log, settings: { ...log.settings, retentionMs, maxLogBytes } })).toBe(
      events,
    );
    expect(await planRetention(log, limits)).toBe(0);
  });

  test('what has not been routed stays, and is not counted', async () => {
    const log = await openLog(await origin());
    await log.store({ received_at: seedTime - 9 * day }, { received_at: seedTime - 8 * day });
    const limits = { retentionMs: day, maxLogBytes: undefined };
    expect(await planRetention(log, limits)).toBe(0);
    await log.route();
    expect(await planRetention(log, limits)).toBe(2);
  });
});
