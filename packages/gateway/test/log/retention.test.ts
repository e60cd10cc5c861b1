import { expect, test } from 'vitest';
import { readLogSize } from '../../src/lib/log/log-size.ts';
import { readLimits, runRetention } from '../../src/lib/log/run-retention.ts';
import { searchEvents } from '../../src/lib/log/search-events.ts';
import { startRetention } from '../../src/lib/log/start-retention.ts';
import type { Row } from '../../src/lib/database/schema.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { insertForward } from './lib/insert-forward.ts';
import { openLog, seedTime, type LogStage } from './lib/log-stage.ts';

const day = 86_400_000;

async function idsOf({ db }: LogStage): Promise<readonly string[]> {
  const rows = await db.selectFrom('events').select('id').orderBy('seq').execute();
  return rows.map(({ id }) => id);
}

async function addForward(
  log: LogStage,
  event: Row<'events'>,
  state: Row<'forwards'>['state'],
): Promise<void> {
  const id = await insertForward(log, event, state);
  await log.db
    .insertInto('attempts')
    .values({
      id: `att_${id}`,
      forward_id: id,
      number: 1,
      trigger: 'automatic',
      started_at: 1,
      milliseconds: 1,
      target: 't',
    })
    .execute();
}

async function addSend({ db }: LogStage, event: Row<'events'>, state: Row<'sends'>['state']): Promise<void> {
  const id = `alt_${event.id}`;
  await db
    .insertInto('alerts')
    .values({
      id,
      rule_id: 'rul_1',
      key: event.id,
      event: event.id,
      kind: 'event',
      message: '{}',
      created_at: 1,
    })
    .execute();
  await db
    .insertInto('sends')
    .values({
      id: `snd_${event.id}`,
      alert_id: id,
      channel_id: 'chn_1',
      target: '',
      kind: 'event',
      state,
      created_at: 1,
      due_at: 1,
      attempts: 0,
    })
    .execute();
}

async function countOf(
  { db }: LogStage,
  table: 'contents' | 'forwards' | 'attempts' | 'alerts' | 'sends',
): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((by) => by.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

onEachDatabase('retention', ({ origin }) => {
  test('what is older goes with all that is its own, and what is younger stays', async () => {
    const log = await openLog(await origin(), { retentionMs: 30 * day });
    const old = await log.store(
      { received_at: seedTime - 31 * day, body: 'needle' },
      { received_at: seedTime - 30 * day - 1 },
    );
    const young = await log.store({ received_at: seedTime - 30 * day + 1, body: 'needle' }, {});
    await log.route();
    for (const event of [...old, ...young]) {
      // oxlint-disable-next-line no-await-in-loop
      await addForward(log, event, 'delivered');
      // oxlint-disable-next-line no-await-in-loop
      await addSend(log, event, 'sent');
    }
    expect(await runRetention(log)).toBe(2);
    expect(await idsOf(log)).toEqual(young.map(({ id }) => id));
    for (const table of ['contents', 'forwards', 'attempts', 'alerts', 'sends'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      expect([table, await countOf(log, table)]).toEqual([table, 2]);
    }
    expect((await searchEvents(log, { q: 'needle' })).items.map(({ id }) => id)).toEqual([young[0]?.id]);
    expect(await readLogSize(log.db)).toEqual({ events: 2, bytes: 2 * 1024 + 2 * 2 + 'needle'.length });
    expect(await runRetention(log)).toBe(0);
  });

  test('nothing goes that is still needed, however many stand before it', async () => {
    const log = await openLog(await origin());
    const at = { received_at: seedTime - 100 * day };
    const events = await log.store(...Array.from({ length: 250 }, () => at));
    await log.route();
    const needed = new Set<string>();
    for (const [number, event] of events.entries()) {
      if (number % 5 === 0) continue;
      needed.add(event.id);
      const state = (['queued', 'leased'] as const)[number % 2] ?? 'queued';
      // oxlint-disable-next-line no-await-in-loop
      await (number % 3 === 0
        ? addSend(log, event, number % 4 === 0 ? 'summed' : state)
        : addForward(log, event, state));
    }
    await log.store(at);
    expect(await runRetention(log)).toBe(50);
    const left = await idsOf(log);
    // The last one has not been routed.
    expect(left).toHaveLength(201);
    expect(left.slice(0, 200)).toEqual([...needed]);
    await log.db.updateTable('forwards').set({ state: 'dead' }).execute();
    await log.db.updateTable('sends').set({ state: 'dead' }).execute();
    expect(await runRetention(log)).toBe(200);
  });

  test('the oldest go until the log is small enough, and no more of them', async () => {
    const log = await openLog(await origin(), { maxLogBytes: 10 * 2024 });
    const body = 'x'.repeat(1000 - 2);
    const events = await log.store(...Array.from({ length: 30 }, () => ({ body })));
    await log.route();
    await addForward(log, events[0] as Row<'events'>, 'queued');
    expect(await readLogSize(log.db)).toEqual({ events: 30, bytes: 30 * 2024 });
    expect(await runRetention(log)).toBe(20);
    expect(await idsOf(log)).toEqual([events[0], ...events.slice(21)].map((event) => event?.id));
    expect(await readLogSize(log.db)).toEqual({ events: 10, bytes: 10 * 2024 });
  });

  test('keys of duplicates stay for 7 days, however soon events go', async () => {
    const log = await openLog(await origin(), { retentionMs: day });
    const key = (name: string, days: number) => ({
      endpoint_id: 'end_1',
      key: name,
      event: 'evt_1',
      seen_at: seedTime - days * day,
    });
    await log.db
      .insertInto('event_keys')
      .values([key('a', 8), key('b', 6), key('c', 0)])
      .execute();
    await runRetention(log);
    const left = await log.db.selectFrom('event_keys').select('key').orderBy('key').execute();
    expect(left).toEqual([{ key: 'b' }, { key: 'c' }]);
  });

  test('counts of minutes go before those of hours, and totals stay', async () => {
    const log = await openLog(await origin());
    await log.store(...[500, 100, 9, 7, 0].map((days) => ({ received_at: seedTime - days * day })));
    await log.route();
    await runRetention(log);
    const left = await log.db.selectFrom('minutes').select('span').where('metric', '=', 'received').execute();
    expect(left.map(({ span }) => span).toSorted((one, other) => one - other)).toEqual([
      0, 1, 1, 60, 60, 60, 60,
    ]);
  });

  test('settings of the database come before those of the start, and are followed at once', async () => {
    const log = await openLog(await origin(), { retentionMs: 30 * day, maxLogBytes: 5 });
    expect(await readLimits(log)).toEqual({ retentionMs: 30 * day, maxLogBytes: 5 });
    await log.store({ received_at: seedTime - 3 * day }, {});
    await log.db.insertInto('settings').values({ name: 'max_log_bytes', value: '' }).execute();
    await log.route();
    const retention = startRetention(log);
    await log.db.insertInto('settings').values({ name: 'retention_days', value: '2' }).execute();
    expect(await readLimits(log)).toEqual({ retentionMs: 2 * day, maxLogBytes: undefined });
    log.bus.tell({ kind: 'configured', what: 'settings' });
    await expect.poll(async () => (await idsOf(log)).length, { timeout: 5000 }).toBe(1);
    await retention.stop(1000);
  });
});
