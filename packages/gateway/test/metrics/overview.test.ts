import { expect, test } from 'vitest';
import { readHistogram } from '../../src/lib/log/event-histogram.ts';
import { countSettled } from '../../src/lib/metrics/count-settled.ts';
import { readOverview } from '../../src/lib/metrics/overview.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog, seedTime, type LogStage } from '../log/lib/log-stage.ts';

const minute = 60_000;
const hour = 60 * minute;
const sum = (buckets: readonly object[], name: string): number =>
  buckets.reduce((total, bucket) => total + Number((bucket as Record<string, number>)[name]), 0);

async function fill(log: LogStage): Promise<void> {
  await log.store(
    { received_at: seedTime - 90 * hour, milliseconds: 900 },
    { received_at: seedTime - 3 * hour, milliseconds: 3, type: 'a.b' },
    { received_at: seedTime - 3 * hour + minute, outcome: 'duplicate', milliseconds: 3 },
    { received_at: seedTime - minute, outcome: 'rejected', code: 'timestamp_stale', milliseconds: 3 },
    { received_at: seedTime - minute, outcome: 'rejected', code: 'signature_mismatch', milliseconds: 3 },
    {
      received_at: seedTime,
      outcome: 'rejected',
      code: 'signature_mismatch',
      milliseconds: 3,
      endpoint_id: 'end_2',
    },
  );
  await log.route();
  const settled = { endpointId: 'end_1', destinationId: 'dst_1', at: seedTime - 2 * minute };
  await log.transaction(async (tx) => {
    await countSettled(tx, { ...settled, result: 'failed', milliseconds: 30_000 });
    await countSettled(tx, { ...settled, result: 'delivered', milliseconds: 20 });
    await countSettled(tx, { ...settled, result: 'dead', milliseconds: 30_000 });
  });
}

onEachDatabase('the overview', ({ origin }) => {
  test('an overview tells what happened in a day, and how it stands', async () => {
    const log = await openLog(await origin());
    await fill(log);
    const overview = await readOverview(log);
    expect(overview.buckets.length).toBeLessThanOrEqual(61);
    expect(overview.buckets.filter(({ at: start }) => start % (hour / 2) !== 0)).toEqual([]);
    const sums = Object.fromEntries(
      ['received', 'verified', 'duplicate', 'rejected', 'delivered', 'failed', 'dead'].map((name) => [
        name,
        sum(overview.buckets, name),
      ]),
    );
    expect(sums).toEqual({
      received: 5,
      verified: 1,
      duplicate: 1,
      rejected: 3,
      delivered: 1,
      failed: 1,
      dead: 1,
    });
    expect(overview.rejections).toEqual([
      { code: 'signature_mismatch', count: 2 },
      { code: 'timestamp_stale', count: 1 },
    ]);
    expect(overview.ingest.p99).toBeGreaterThan(2.5);
    expect(overview.ingest.p99).toBeLessThan(4.2);
    expect(overview.forwarding.p99).toBeGreaterThan(20_000);
    expect(overview).toMatchObject({
      queue: { queued: 0, dead: 0, oldestAgeMs: null },
      openIssues: 0,
      brokenChannels: 0,
    });
    const at = overview.buckets.findIndex(({ duplicate }) => duplicate === 1);
    const { at: start = 0 } = overview.buckets[at] ?? {};
    expect(start).toBeLessThanOrEqual(seedTime - 3 * hour + minute);
    expect(overview.buckets[at + 1]?.at).toBeGreaterThan(seedTime - 3 * hour + minute);
  });

  test('an overview is that of one endpoint, and of a longer time', async () => {
    const log = await openLog(await origin());
    await fill(log);
    const { buckets, rejections } = await readOverview(log, { endpoint: 'end_2' });
    expect([sum(buckets, 'received'), sum(buckets, 'rejected'), rejections.length]).toEqual([1, 1, 1]);
    const long = await readOverview(log, { from: seedTime - 30 * 24 * hour, to: seedTime + 1 });
    expect(sum(long.buckets, 'received')).toBe(6);
    expect(long.buckets.length).toBeLessThanOrEqual(61);
    const none = await readOverview(log, { from: 0, to: 1 });
    expect(sum(none.buckets, 'received')).toBe(0);
  });

  test('the queue is told by how much waits, and for how long', async () => {
    const log = await openLog(await origin());
    const forward = {
      event: 'evt_1',
      event_seq: 1,
      endpoint_id: 'end_1',
      destination_id: 'dst_1',
      replay: 0,
      spent: 0,
      trigger: 'automatic' as const,
      due_at: 1,
      attempts: 0,
    };
    await log.db
      .insertInto('forwards')
      .values([
        { ...forward, id: 'fwd_1', connection_id: 'a', state: 'delivered', created_at: 1 },
        { ...forward, id: 'fwd_2', connection_id: 'b', state: 'queued', created_at: seedTime - 5000 },
        {
          ...forward,
          id: 'fwd_3',
          connection_id: 'c',
          state: 'queued',
          created_at: seedTime - 1000,
          endpoint_id: 'end_2',
        },
        { ...forward, id: 'fwd_4', connection_id: 'd', state: 'dead', created_at: 1 },
      ])
      .execute();
    expect((await readOverview(log)).queue).toEqual({ queued: 2, dead: 1, oldestAgeMs: 5000 });
    expect((await readOverview(log, { endpoint: 'end_2' })).queue).toEqual({
      queued: 1,
      dead: 0,
      oldestAgeMs: 1000,
    });
  });

  test.each([
    ['nothing', {}, { verified: 1, duplicate: 1, rejected: 3 }],
    ['an endpoint', { endpoint: 'end_2' }, { verified: 0, duplicate: 0, rejected: 1 }],
    ['an outcome', { outcome: 'duplicate' }, { verified: 0, duplicate: 1, rejected: 0 }],
    ['a code', { code: 'timestamp_stale' }, { verified: 0, duplicate: 0, rejected: 1 }],
    ['a type', { type: 'a.*' }, { verified: 1, duplicate: 0, rejected: 0 }],
    ['a provider', { provider: 'stripe' }, { verified: 1, duplicate: 1, rejected: 3 }],
    ['a time', { from: seedTime - 2 * minute, to: seedTime }, { verified: 0, duplicate: 0, rejected: 2 }],
    ['a filter', { filter: 'type=a.b' }, { verified: 1, duplicate: 0, rejected: 0 }],
  ])('a histogram of a search by %s counts what the search finds', async (_name, query, counts) => {
    const log = await openLog(await origin());
    await fill(log);
    const { buckets, searchedThrough } = await readHistogram(log, query);
    expect({
      verified: sum(buckets, 'verified'),
      duplicate: sum(buckets, 'duplicate'),
      rejected: sum(buckets, 'rejected'),
    }).toEqual(counts);
    expect(searchedThrough).toBeNull();
    expect(buckets.length).toBeLessThanOrEqual(61);
  });
});
