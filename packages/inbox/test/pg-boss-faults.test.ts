import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hasPostgres } from '../../../test/servers/postgres.ts';
import { usePostgres } from '../../../test/servers/use-postgres.ts';
import { until } from '../../../test/servers/until.ts';
import { pgBossPause } from '../src/lib/pg-boss-pause.ts';
import { pgBossPull } from '../src/lib/pg-boss-pull.ts';
import { done, openFaults, retry, type FaultStage } from './pg-boss-fault-stage.ts';
import { toMessage, useProcess } from './pg-boss-stage.ts';

const rest = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

describe.skipIf(!hasPostgres)('an inbox in pg-boss when a connection ends', () => {
  const own = useProcess(usePostgres());
  let stage: FaultStage;
  beforeEach(async () => {
    stage = await openFaults(own);
  });
  afterEach(() => stage.close());

  test('while messages are kept: they are not, and come in when they are sent again', async () => {
    const { engine, work, write, effects } = stage;
    const message = await toMessage('a');
    await stage.lock();
    const put = engine.put([message]).catch((error: unknown) => (error as { code?: string }).code);
    await stage.terminate('INSERT INTO pgboss');
    expect(await put).toBe('57P01');
    await stage.unlock();
    expect(await engine.put([message])).toEqual(['stored']);
    await work(write);
    await until(async () => (await effects()).length > 0);
    await stage.stop();
    expect(await effects()).toEqual(['a']);
  });

  test('while a message is taken: it is taken once more, as the first attempt', async () => {
    const { engine, work } = stage;
    await engine.put([await toMessage('a')]);
    await stage.lock();
    const attempts: number[] = [];
    await work(async ({ attempt }) => {
      attempts.push(attempt);
      return done;
    });
    await stage.terminate('SKIP LOCKED');
    await stage.unlock();
    await until(() => attempts.length > 0);
    await stage.stop();
    expect(attempts).toEqual([1]);
  });

  test('while a worker stands still as it ends a message: the others do not wait for it', async () => {
    const { engine, queue, work } = stage;
    await engine.put([await toMessage('a')]);
    const [job] = await own.boss.fetch(queue);
    await own.pool.query(`UPDATE pgboss.job SET heartbeat_on = now() - interval '1 day' WHERE name = $1`, [
      queue,
    ]);
    const still = await own.pool.connect();
    await still.query('BEGIN');
    await still.query('SELECT id FROM pgboss.job WHERE id = $1 FOR UPDATE', [job?.id]);
    const handled: string[] = [];
    await work(async ({ attempt, message }) => {
      handled.push(`${message.eventId} ${attempt}`);
      return done;
    });
    await engine.put([await toMessage('b')]);
    await until(() => handled.length === 1, { what: 'what the others can have' });
    await still.query('ROLLBACK');
    still.release();
    await until(() => handled.length === 2, { what: 'what it had' });
    expect(handled).toEqual(['b 1', 'a 2']);
  });

  test('while a lease is renewed: the message stays with its worker', async () => {
    const { engine, work } = stage;
    const { id } = await toMessage('a');
    await engine.put([await toMessage('a')]);
    const attempts: number[] = [];
    await work(async ({ attempt }) => {
      attempts.push(attempt);
      await stage.lock();
      await stage.terminate('SET heartbeat_on');
      await stage.unlock();
      return done;
    }, 3000);
    await until(async () => attempts.length > 0 && (await engine.stats()).active === 0);
    await stage.stop();
    expect(attempts).toEqual([1]);
    // It is done.
    expect(await engine.replay(id)).toBe(true);
  });

  test.each([
    ['done', done, `state = 'completed'`],
    ['tried again', retry, 'DELETE FROM pgboss'],
    ['dead', { state: 'dead', reason: 'gone' }, 'DELETE FROM pgboss'],
    ['given back', { state: 'released', delayMs: 0 }, 'DELETE FROM pgboss'],
  ] as const)(
    'while a message becomes %s: that is reported, and another attempt follows',
    async (_name, verdict, pattern) => {
      const { engine, work } = stage;
      await engine.put([await toMessage('a')]);
      const attempts: number[] = [];
      const unsettled = await work(async ({ attempt }) => {
        attempts.push(attempt);
        if (attempt > 1) return done;
        await stage.lock();
        void stage.terminate(pattern).then(stage.unlock);
        return verdict;
      });
      await until(() => attempts.length > 1);
      await stage.stop();
      expect(attempts).toEqual([1, 2]);
      expect(unsettled).toHaveLength(1);
      expect(await engine.stats()).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 });
    },
  );

  test('while a transaction completes its message: nothing of it stands', async () => {
    const { engine, work, write, effects } = stage;
    await engine.put([await toMessage('a')]);
    const attempts: number[] = [];
    await work((lease) => {
      attempts.push(lease.attempt);
      return write(lease, async () => {
        if (lease.attempt > 1) return;
        await stage.lock();
        void stage.terminate(`state = 'completed'`).then(stage.unlock);
      });
    });
    await until(async () => (await effects()).length > 0);
    await stage.stop();
    expect([attempts, await effects()]).toEqual([[1, 2], ['a']]);
  });

  test('while it is asked whether it is paused: what was taken is given back unspent', async () => {
    const { engine, queue } = stage;
    await engine.put([await toMessage('a')]);
    const parts = { boss: own.boss, pool: own.pool, schema: 'pgboss', queue, retentionSeconds: 60 };
    const real = pgBossPause(parts);
    let asked = 0;
    const isOn = async (): Promise<boolean> => {
      asked += 1;
      if (asked > 1) return real.isOn();
      await real.pause();
      throw new Error('Connection terminated unexpectedly');
    };
    const pull = pgBossPull(parts, { pause: { ...real, isOn }, pollMs: 50, onWake: () => () => {} });
    expect(await pull.claim(10, 30_000)).toEqual([]);
    expect(await engine.stats()).toMatchObject({ waiting: 1, active: 0 });
    expect(await pull.claim(10, 30_000)).toEqual([]);
    expect(asked).toBe(2);
    await real.resume();
    const [lease] = await pull.claim(10, 30_000);
    expect(lease?.attempt).toBe(1);
  });

  test('or none is free in the pool: messages are kept, taken and done; transactions wait', async () => {
    const { engine, work, write, effects } = stage;
    const held = await Promise.all(Array.from({ length: 10 }, () => own.pool.connect()));
    const seen: string[] = [];
    await work(async (lease) => {
      seen.push(lease.message.eventId as string);
      return lease.message.eventId === 'b' ? write(lease) : done;
    });
    expect(await engine.put([await toMessage('a'), await toMessage('b')])).toEqual(['stored', 'stored']);
    await until(async () => seen.length === 2 && (await engine.stats()).active === 1);
    // For longer than the lease lasts.
    await rest(1500);
    for (const client of held) client.release();
    await until(async () => (await engine.stats()).active === 0);
    expect([seen.toSorted(), await effects()]).toEqual([['a', 'b'], ['b']]);
  });

  test('or the table is locked: all wait, and nothing is lost when it is free', async () => {
    const { engine, work, write, effects } = stage;
    let isBegun = false;
    let go = (): void => {};
    const gone = new Promise<void>((resolve) => (go = resolve));
    await work(async (lease) => {
      isBegun = true;
      await gone;
      return write(lease);
    });
    await engine.put([await toMessage('a')]);
    await until(() => isBegun);
    await stage.lock('ACCESS EXCLUSIVE');
    go();
    let isKept = false;
    const put = engine.put([await toMessage('b')]).finally(() => {
      isKept = true;
    });
    await rest(1200);
    expect([isKept, await effects()]).toEqual([false, []]);
    await stage.unlock();
    expect(await put).toEqual(['stored']);
    await until(async () => new Set(await effects()).size === 2);
    await stage.stop();
    expect((await effects()).toSorted()).toEqual(['a', 'b']);
  });
});
