import type { InsertOptions, JobInsert } from 'pg-boss';
import { describe, expect, test } from 'vitest';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { until } from '../../../test/servers/until.ts';
import type { InboxEngine, Lease, Verdict } from '../src/lib/engine.ts';
import type { PgBossParts } from '../src/lib/pg-boss-client.ts';
import { putJobs } from '../src/lib/pg-boss-put.ts';
import { toMessage, workWith, useProcess } from './pg-boss-stage.ts';

describe.skipIf(!hasPostgres)('messages as jobs of pg-boss', () => {
  const own = useProcess(usePostgres(), { maintenanceIntervalSeconds: 1, monitorIntervalSeconds: 1 });
  let engine: InboxEngine;
  let queue = '';
  let count = 0;

  /** A queue of its own, with this retention. */
  const open = async (retentionSeconds?: number): Promise<void> => {
    count += 1;
    queue = `jobs.${count}`;
    engine = own.engine(queue, retentionSeconds);
    await engine.migrate();
  };
  const states = async (): Promise<Record<string, string>> => {
    const { rows } = await own.pool.query('SELECT data, state FROM pgboss.job WHERE name = $1', [queue]);
    return Object.fromEntries(rows.map(({ data, state }) => [data.eventId ?? '-', state]));
  };
  /** Works until each of these verdicts was given, for one attempt each. */
  const settle = async (verdicts: readonly Verdict[]): Promise<Lease[]> => {
    const leases: Lease[] = [];
    const worker = await workWith(engine, async (lease) => verdicts[leases.push(lease) - 1] as Verdict, {
      concurrency: 1,
      leaseMs: 30_000,
    });
    await until(() => leases.length >= verdicts.length, { what: `${verdicts.length} attempts` });
    await worker.stop();
    return leases;
  };
  const dead: Verdict = { state: 'dead', reason: 'gone' };
  const done: Verdict = { state: 'done' };

  test('a message is a job with its id, and each verdict a state that pg-boss has', async () => {
    await open();
    const names = ['waits', 'fails', 'dies', 'ends'];
    const messages = await Promise.all(names.map((name) => toMessage(name)));
    for (const message of messages.slice(1)) await engine.put([message]);
    await settle([{ state: 'retry', delayMs: 60_000, reason: 'busy' }, dead, done]);
    await engine.put(messages.slice(0, 1));
    expect(await states()).toEqual({ waits: 'created', fails: 'retry', dies: 'failed', ends: 'completed' });
    const [job] = await own.boss.findJobs(queue, { id: messages[1]?.id as string });
    expect(job?.output).toEqual({ reason: 'busy' });
    const delay = (job?.startAfter.getTime() ?? 0) - Date.now();
    expect(delay).toBeGreaterThan(55_000);
    expect(delay).toBeLessThanOrEqual(60_000);
    expect(await engine.stats()).toEqual({ waiting: 1, delayed: 1, active: 0, dead: 1 });
  });

  test('pg-boss deletes what is finished after its retention, and nothing else', async () => {
    await open(1);
    const names = ['done', 'discarded', 'dead', 'retrying', 'waiting'];
    for (const name of names.slice(0, 4)) await engine.put([await toMessage(name)]);
    const retry: Verdict = { state: 'retry', delayMs: 60_000, reason: '' };
    await settle([done, dead, dead, retry]);
    await engine.put([await toMessage('waiting')]);
    expect(await engine.dead.discard((await toMessage('discarded')).id)).toBe(true);
    await engine.pause();
    const times = ['created_on', 'start_after', 'started_on', 'completed_on', 'keep_until'];
    const shifts = times.map((time) => `${time} = ${time} - interval '1 year'`);
    await own.pool.query(`UPDATE pgboss.job SET ${shifts.join()} WHERE name = $1`, [queue]);
    await until(async () => {
      await own.boss.supervise(queue);
      return !('done' in (await states()));
    });
    expect(await states()).toEqual({
      dead: 'failed',
      retrying: 'retry',
      waiting: 'created',
      '-': 'cancelled',
    });
    // It is known no longer, and comes in again.
    expect(await engine.put([await toMessage('done'), await toMessage('dead')])).toEqual([
      'stored',
      'duplicate',
    ]);
  });

  test('what was discarded has no content left, and is known', async () => {
    await open();
    const message = await toMessage('secret');
    await engine.put([message]);
    await settle([dead]);
    expect(await engine.dead.discard(message.id)).toBe(true);
    const { rows } = await own.pool.query('SELECT data, state FROM pgboss.job WHERE name = $1', [queue]);
    expect(rows).toEqual([{ data: {}, state: 'cancelled' }]);
    expect(await engine.put([message])).toEqual(['duplicate']);
    expect([await engine.replay(message.id), await engine.dead.retry(message.id)]).toEqual([false, false]);
  });

  test.each([
    ['NUL', 'a\0b', 'a\uFFFDb'],
    ['half of a surrogate pair', 'a\ud800b', 'a\uFFFDb'],
    ['a whole one', '\u{1f980}', '\u{1f980}'],
    ['8192 characters', 'x'.repeat(8192), 'x'.repeat(8192)],
  ])('a reason with %s is kept', async (_name, reason, expected) => {
    await open();
    await engine.put([await toMessage('a')]);
    await settle([
      { state: 'retry', delayMs: 0, reason },
      { state: 'dead', reason },
    ]);
    expect(await engine.dead.list()).toMatchObject([{ eventId: 'a', attempts: 2, reason: expected }]);
  });

  test('a text that jsonb does not take comes back', async () => {
    await open();
    const message = await toMessage('odd', {
      url: 'https://example.com/\0\ud800',
      headers: [['x', '\uffff\0']],
    });
    await engine.put([message]);
    const [lease] = await settle([done]);
    expect(lease?.message).toEqual(message);
  });

  test('a retry in pg-boss\u2019s dashboard begins another life, and the policy is ours again', async () => {
    await open();
    const { id } = await toMessage('again');
    await engine.put([await toMessage('again')]);
    await settle([{ state: 'retry', delayMs: 0, reason: '' }, dead]);
    await own.boss.retry(queue, id);
    const retry: Verdict = { state: 'retry', delayMs: 0, reason: 'busy' };
    const leases = await settle([retry, retry, done]);
    const lives = leases.map(({ attempt, replay }) => `${attempt} ${replay}`);
    expect(lives).toEqual(['1 0', '2 0', '3 0']);
    const [job] = await own.boss.findJobs(queue, { id });
    expect(job).toMatchObject({ state: 'completed', deleteAfterSeconds: 3600, retryLimit: 1_000_000 });
  });

  test('a retry limit that the queue was given elsewhere ends nothing', async () => {
    await open();
    await own.boss.updateQueue(queue, { retryLimit: 0 });
    await engine.put([await toMessage('a')]);
    const retry: Verdict = { state: 'retry', delayMs: 0, reason: '' };
    const leases = await settle([{ state: 'released', delayMs: 0 }, retry, dead]);
    expect(leases.map(({ attempt }) => attempt)).toEqual([1, 1, 2]);
    expect(await engine.stats()).toMatchObject({ dead: 1 });
  });

  test('a job of somebody else is dead, and holds up nobody', async () => {
    await open();
    await own.boss.insert(queue, [{ data: { what: 'is this' } }, { data: {} }]);
    await own.boss.send(queue, null);
    await engine.put([await toMessage('ours')]);
    const [lease] = await settle([done]);
    expect(lease?.message.eventId).toBe('ours');
    await until(async () => (await engine.stats()).dead === 3);
    expect(await engine.dead.list()).toEqual([]);
  });

  test('a message that is given back keeps its attempt, however often', async () => {
    await open();
    await engine.put([await toMessage('a')]);
    const released: Verdict = { state: 'released', delayMs: 0 };
    const retry: Verdict = { state: 'retry', delayMs: 0, reason: '' };
    const leases = await settle([released, released, retry, released, done]);
    expect(leases.map(({ attempt }) => attempt)).toEqual([1, 1, 1, 2, 2]);
  });

  test('what is taken in the moment of a pause is given back unspent', async () => {
    await open();
    await engine.put([await toMessage('a')]);
    await engine.pause();
    const attempts: number[] = [];
    // A worker that has not seen a pause yet asks afterwards.
    const worker = await workWith(engine, async ({ attempt }) => {
      attempts.push(attempt);
      return done;
    });
    await until(async () => (await states())['a'] === 'retry');
    expect(attempts).toEqual([]);
    await engine.resume();
    await until(() => attempts.length > 0);
    await worker.stop();
    expect(attempts).toEqual([1]);
  });

  test('many messages of one turn, more than one statement may have, are all kept', async () => {
    await open();
    const body = new Uint8Array(9 * 2 ** 20).fill(65);
    const messages = await Promise.all(['a', 'b', 'c'].map((name) => toMessage(name, { body })));
    const sizes: number[] = [];
    const boss = {
      insert: (name: string, jobs: JobInsert[], options: InsertOptions) => {
        sizes.push(jobs.length);
        return own.boss.insert(name, jobs, options);
      },
    };
    const parts = { boss, queue } as unknown as PgBossParts;
    expect(await putJobs(parts, messages)).toEqual(['stored', 'stored', 'stored']);
    expect(sizes).toEqual([1, 1, 1]);
    expect(await engine.put(messages)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    const [lease] = await settle([done]);
    expect(Buffer.compare(lease?.message.body as Uint8Array, body)).toBe(0);
  });

  test('groups that overlap do not wait for each other for ever', async () => {
    await open();
    for (const round of [1, 2, 3]) {
      const names = Array.from({ length: 400 }, (_, at) => `${round}.${at}`);
      const messages = await Promise.all(names.map((name) => toMessage(name)));
      const groups = Array.from({ length: 8 }, (_, at) => (at % 2 ? messages : messages.toReversed()));
      const kept = await Promise.all(groups.map((group) => engine.put(group)));
      expect(kept.flat().filter((one) => one === 'stored')).toHaveLength(400);
    }
  });
});
