import { expect, test } from 'vitest';
import { followWithMinutes } from '../../src/lib/log/follow-with-minutes.ts';
import { followWithText } from '../../src/lib/log/follow-with-text.ts';
import { readLogSize } from '../../src/lib/log/log-size.ts';
import { searchEvents } from '../../src/lib/log/search-events.ts';
import { startRouter, type Follower } from '../../src/lib/routing/router.ts';
import { onEachDatabase } from '../lib/on-each-database.ts';
import { openLog, seedTime, type LogStage } from './lib/log-stage.ts';

/** What was counted of all time. */
async function totals({ db }: LogStage): Promise<Readonly<Record<string, number>>> {
  const rows = await db.selectFrom('minutes').selectAll().where('span', '=', 0).execute();
  return Object.fromEntries(rows.map(({ subject, metric, count }) => [`${subject} ${metric}`, count]));
}

onEachDatabase('followers of the log', ({ origin }) => {
  test('each event is indexed and counted once, though transactions are rolled back behind the followers', async () => {
    const log = await openLog(await origin());
    await log.store(...Array.from({ length: 150 }, (_, at) => ({ body: `{"word":"w${at}"}` })));
    let failures = 0;
    const crash: Follower = () => {
      failures += 1;
      return failures <= 2 ? Promise.reject(new Error('The process has died.')) : Promise.resolve();
    };
    const router = startRouter(log, [followWithText(log), followWithMinutes(log), crash]);
    // A failure is waited over: whatever is stored next wakes the router.
    await expect
      .poll(
        async () => {
          log.bus.tell({ kind: 'stored', events: [] });
          return (await totals(log))['end_1 received'];
        },
        { timeout: 10_000 },
      )
      .toBe(150);
    await router.stop(1000);
    expect(failures).toBeGreaterThan(2);
    expect(await totals(log)).toMatchObject({
      'end_1 received': 150,
      'end_1 verified': 150,
      'log stored_events': 150,
    });
    expect((await searchEvents(log, { q: 'w149' })).items).toHaveLength(1);
    expect((await searchEvents(log, { q: 'word', limit: 200 })).items).toHaveLength(150);
  });

  test('what came is counted by endpoint, outcome, code and latency, for the minute, the hour and all time', async () => {
    const log = await openLog(await origin());
    const hour = 3_600_000;
    await log.store(
      { milliseconds: 0.2 },
      { outcome: 'duplicate', milliseconds: 5 },
      { outcome: 'rejected', code: 'signature_mismatch' },
      { outcome: 'rejected', code: 'signature_mismatch', received_at: seedTime + hour },
      { outcome: 'handshake', endpoint_id: 'end_2' },
      { source: 'reported', endpoint_id: 'end_2', milliseconds: 0 },
    );
    await log.route();
    expect(await totals(log)).toMatchObject({
      'end_1 received': 4,
      'end_1 verified': 1,
      'end_1 duplicate': 1,
      'end_1 rejected:signature_mismatch': 2,
      'end_1 ingest:00': 1,
      'end_1 ingest:04': 1,
      'end_1 ingest_us': 200 + 5000 + 1500 + 1500,
      'end_2 received': 2,
      'end_2 handshake': 1,
      'end_2 verified': 1,
      'end_2 ingest_us': 1500,
    });
    const rejected = await log.db
      .selectFrom('minutes')
      .select(['span', 'minute', 'count'])
      .where('metric', '=', 'rejected:signature_mismatch')
      .orderBy('span')
      .orderBy('minute')
      .execute();
    const minute = seedTime / 60_000;
    const start = Math.floor(minute) - (Math.floor(minute) % 60);
    expect(rejected).toEqual([
      { span: 0, minute: 0, count: 2 },
      { span: 1, minute: Math.floor(minute), count: 1 },
      { span: 1, minute: Math.floor(minute) + 60, count: 1 },
      { span: 60, minute: start, count: 1 },
      { span: 60, minute: start + 60, count: 1 },
    ]);
  });

  test('two routers at once count each event once', async () => {
    const log = await openLog(await origin());
    await log.store(...Array.from({ length: 300 }, (_, at) => ({ endpoint_id: `end_${at % 3}` })));
    const routers = [1, 2].map(() => startRouter(log, [followWithText(log), followWithMinutes(log)]));
    await expect.poll(async () => (await readLogSize(log.db)).events, { timeout: 10_000 }).toBe(300);
    await Promise.all(routers.map((router) => router.stop(1000)));
    expect(await totals(log)).toMatchObject({
      'end_0 received': 100,
      'end_1 received': 100,
      'end_2 received': 100,
    });
  });
});
